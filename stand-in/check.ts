// Types only: fails to compile when Electron or the stand-in no longer offers what our code uses (contract.ts).
import type * as Electron from 'electron';
import type * as Contract from './contract.ts';
import type * as StandInModule from './electron/index.ts';
import type { PreloadElectron } from './page/preload-world.ts';

type RealElectron = typeof Electron;
type StandIn = typeof StandInModule;
type Uses = typeof Contract;
type InPreload = 'contextBridge' | 'ipcRenderer' | 'webUtils';

type Offers<Runtime extends Needed, Needed> = Runtime;

export type RealOffersAll = Offers<RealElectron, Uses>;
export type StandInOffersAllInMain = Offers<StandIn, Omit<Uses, InPreload>>;
export type StandInOffersAllInPreload = Offers<PreloadElectron, Pick<Uses, InPreload>>;
