// The tray. On plain GNOME there is none and nothing says so; nothing here may be the only way to anything.
import { Menu, nativeImage, nativeTheme, Tray, type NativeImage } from 'electron';
import { encodePng } from './png.ts';
import { drawTrayShape, type TrayState } from './tray-shapes.ts';

export interface TrayContent {
  readonly state: TrayState;
  /** "alice@AD.TEST, 3 h 12 m left" */
  readonly tooltip: string;
  /** Lines above the actions, as they are to be read. */
  readonly lines: readonly string[];
}

export interface AppTray {
  update(content: TrayContent): void;
}

// Points at scale 1: 22 on Linux panels, 16 elsewhere.
const points = process.platform === 'linux' ? 22 : 16;

function image(state: TrayState, grey: number): NativeImage {
  const drawn = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const size = points * scaleFactor;
    const buffer = encodePng(size, size, drawTrayShape(state, size, grey));
    drawn.addRepresentation({ scaleFactor, width: size, height: size, buffer });
  }
  drawn.setTemplateImage(true); // macOS colours it itself
  return drawn;
}

/** @param actions what its menu does */
export function appTray(actions: { readonly open: () => void; readonly quit: () => void }): AppTray {
  let content: TrayContent = { state: 'off', tooltip: 'Tessera', lines: [] };
  const currentImage = (): NativeImage => image(content.state, nativeTheme.shouldUseDarkColors ? 255 : 32);
  const tray = new Tray(currentImage());
  const draw = (): void => {
    tray.setImage(currentImage());
    tray.setToolTip(content.tooltip);
    // A new menu each time: Linux shows no later change to an item.
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...content.lines.map((label) => ({ label, enabled: false })),
        ...(content.lines.length > 0 ? [{ type: 'separator' as const }] : []),
        { id: 'open', label: 'Open Tessera', click: actions.open },
        { id: 'quit', label: 'Quit Tessera', click: actions.quit },
      ]),
    );
  };
  draw();
  tray.on('click', actions.open);
  nativeTheme.on('updated', draw);
  return {
    update: (next) => {
      content = next;
      draw();
    },
  };
}
