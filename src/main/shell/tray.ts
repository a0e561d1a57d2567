// The tray. On plain GNOME there is none and nothing says so (tray-host.ts); nothing here may be the only way to
// anything.
import {
  Menu,
  nativeImage,
  nativeTheme,
  Tray,
  type MenuItemConstructorOptions,
  type NativeImage,
} from 'electron';
import { encodePng } from './png.ts';
import type { TrayAction, TrayContent, TrayIdentity, TrayState } from './tray-content.ts';
import { drawTrayShape } from './tray-shapes.ts';
import type { Words } from './words.ts';

export interface AppTray {
  readonly update: (content: TrayContent) => void;
  /** Makes the icon anew: a host that came after us has not been told of it. */
  readonly remake: () => void;
  /** A few characters beside the icon; macOS alone shows them. */
  readonly setTitle: (title: string) => void;
}

export interface TrayActions {
  readonly open: () => void;
  readonly quit: () => void;
  readonly show: (identity: string) => void;
  readonly act: (identity: string, action: TrayAction) => void;
}

// Points at scale 1: 22 on Linux panels, 16 elsewhere.
const points = process.platform === 'linux' ? 22 : 16;

/** A drawing of the state, also for the mark on Windows' taskbar. */
export function stateImage(state: TrayState, size: number, grey: number): NativeImage {
  const drawn = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const side = size * scaleFactor;
    const buffer = encodePng(side, side, drawTrayShape(state, side, grey));
    drawn.addRepresentation({ scaleFactor, width: side, height: side, buffer });
  }
  return drawn;
}

/** An ampersand in a label would underline the letter behind it. */
const asLabel = (text: string): string => (process.platform === 'darwin' ? text : text.replaceAll('&', '&&'));

function identityItem(
  { id, line, principal, action }: TrayIdentity,
  actions: TrayActions,
  words: Words,
): MenuItemConstructorOptions {
  const primary: MenuItemConstructorOptions[] =
    action === undefined
      ? []
      : [
          {
            id: `${action}:${id}`,
            label: asLabel(action === 'renew' ? words.renewOf(principal) : words.signInAs(principal)),
            click: () => {
              actions.act(id, action);
            },
          },
        ];
  const show = {
    id: `show:${id}`,
    label: words.show,
    click: () => {
      actions.show(id);
    },
  };
  return { id: `identity:${id}`, label: asLabel(line), submenu: [...primary, show] };
}

export function appTray(actions: TrayActions, words: Words): AppTray {
  let content: TrayContent = { state: 'out', tooltip: 'Tessera', identities: [], needing: 0 };
  const images = new Map<string, NativeImage>();
  const currentImage = (): NativeImage => {
    const grey = nativeTheme.shouldUseDarkColors ? 255 : 32;
    const key = `${content.state} ${grey}`;
    let image = images.get(key);
    if (image === undefined) {
      image = stateImage(content.state, points, grey);
      image.setTemplateImage(true); // macOS colours it itself
      images.set(key, image);
    }
    return image;
  };
  const make = (): Tray => {
    const made = new Tray(currentImage());
    made.on('click', actions.open);
    return made;
  };
  let tray = make();
  /** What the icon and its menu show: the clock asks twice a minute, and mostly nothing has changed. */
  let shown = '';
  const draw = (): void => {
    tray.setToolTip(content.tooltip);
    const now = JSON.stringify([content, words.openTessera, nativeTheme.shouldUseDarkColors]);
    if (now === shown) return;
    shown = now;
    tray.setImage(currentImage());
    // A new menu each time: Linux shows no later change to an item.
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...content.identities.map((identity) => identityItem(identity, actions, words)),
        ...(content.identities.length > 0 ? [{ type: 'separator' as const }] : []),
        { id: 'open', label: words.openTessera, click: actions.open },
        { id: 'quit', label: words.quitTessera, click: actions.quit },
      ]),
    );
  };
  draw();
  nativeTheme.on('updated', draw);
  return {
    update(next) {
      content = next;
      draw();
    },
    setTitle(title) {
      tray.setTitle(title);
    },
    remake() {
      tray.destroy();
      tray = make();
      shown = '';
      draw();
    },
  };
}
