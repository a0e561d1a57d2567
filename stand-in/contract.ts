// Exactly what our code and its tests use of Electron, in Electron's own types. check.ts proves that the real Electron and the
// stand-in both offer it; tsconfig.app.json compiles src/main and src/preload against it, which proves that they use
// nothing beyond it. A member is added here when the app needs one, and then the stand-in must have it.

type Prevention = Readonly<Pick<Electron.Event, 'preventDefault'>>;

export interface WebFrameMain extends Pick<Electron.WebFrameMain, 'url' | 'origin'> {
  readonly parent: WebFrameMain | null;
}

export interface IpcMainInvokeEvent {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}
export type IpcRendererEvent = object;

// What crosses a process has no type of its own: whoever receives it parses it.
type InvokeListener = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

export interface IpcMain {
  handle(channel: string, listener: InvokeListener): void;
  handleOnce(channel: string, listener: InvokeListener): void;
  removeHandler(channel: string): void;
}
export declare const ipcMain: IpcMain;

type SchemeHandler = (request: Request) => Response | Promise<Response>;

export interface Session {
  readonly protocol: { handle(scheme: string, handler: SchemeHandler): void };
  setPermissionRequestHandler(
    handler:
      ((contents: WebContents, permission: string, callback: (granted: boolean) => void) => void) | null,
  ): void;
  setPermissionCheckHandler(
    handler:
      ((contents: WebContents | null, permission: string, origin: string, details: object) => boolean) | null,
  ): void;
}
export declare const session: {
  readonly defaultSession: Session;
  fromPartition(partition: string): Session;
};
export declare const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>;

export interface WebContents extends Pick<
  Electron.WebContents,
  'id' | 'send' | 'getURL' | 'isDestroyed' | 'setWindowOpenHandler' | 'close'
> {
  readonly mainFrame: WebFrameMain;
  readonly ipc: IpcMain;
  readonly session: Session;
  on(event: 'did-finish-load' | 'destroyed', listener: () => void): this;
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview',
    listener: (event: Prevention) => void,
  ): this;
  on(
    event: 'render-process-gone',
    listener: (event: Prevention, details: Electron.RenderProcessGoneDetails) => void,
  ): this;
}

type WindowEvent = 'closed' | 'ready-to-show' | 'show' | 'hide' | 'resize' | 'focus';

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the class below is its constructor
export interface BrowserWindow extends Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isVisible'
  | 'isMinimized'
  | 'isMaximized'
  | 'maximize'
  | 'minimize'
  | 'restore'
  | 'setTitle'
  | 'getTitle'
  | 'getNormalBounds'
  | 'setMenuBarVisibility'
  | 'setContentProtection'
> {
  setOverlayIcon(overlay: NativeImage | null, description: string): void;
  readonly webContents: WebContents;
  on(event: WindowEvent, listener: () => void): this;
  on(event: 'close' | 'page-title-updated', listener: (event: Prevention) => void): this;
  once(event: WindowEvent, listener: () => void): this;
}

export interface BrowserWindowConstructorOptions extends Omit<
  Electron.BrowserWindowConstructorOptions,
  'parent'
> {
  parent?: Pick<Electron.BaseWindow, 'id'>;
}

// A class, since only a constructor that is declared in one may be given a wider parameter by Electron; merged with
// the interface above, whose members are Electron's own.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-extraneous-class
export declare class BrowserWindow {
  constructor(options?: BrowserWindowConstructorOptions);
  static getAllWindows(): BrowserWindow[];
  static fromWebContents(contents: WebContents): BrowserWindow | null;
  static getFocusedWindow(): BrowserWindow | null;
}

export interface App extends Pick<
  Electron.App,
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'getVersion'
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'setSecureKeyboardEntryEnabled'
  | 'setBadgeCount'
> {
  getPath(name: 'userData'): string;
  getAppPath(): string;
  getLocale(): string;
  getLoginItemSettings(options?: { args?: string[] }): {
    readonly openAtLogin: boolean;
    readonly wasOpenedAtLogin: boolean;
  };
  setLoginItemSettings(settings: { openAtLogin: boolean; args?: string[] }): void;
  setAsDefaultProtocolClient(protocol: string): boolean;
  readonly commandLine: Pick<Electron.CommandLine, 'hasSwitch'>;
  on(event: 'window-all-closed' | 'activate', listener: () => void): this;
  on(event: 'open-url', listener: (event: Prevention, url: string) => void): this;
  on(event: 'second-instance', listener: (event: object, argv: string[]) => void): this;
  on(event: 'before-quit' | 'will-quit', listener: (event: Prevention) => void): this;
  on(event: 'web-contents-created', listener: (event: object, contents: WebContents) => void): this;
}
export declare const app: App;

export type MenuItem = Pick<Electron.MenuItem, 'id' | 'label' | 'enabled' | 'checked' | 'click'>;

export interface Menu {
  readonly items: MenuItem[];
  getMenuItemById(id: string): MenuItem | null;
}

export interface MenuItemConstructorOptions extends Pick<
  Electron.MenuItemConstructorOptions,
  'id' | 'label' | 'role' | 'type' | 'accelerator' | 'enabled' | 'checked' | 'sublabel'
> {
  click?: (item: MenuItem) => void;
  submenu?: MenuItemConstructorOptions[];
}

export declare const Menu: {
  buildFromTemplate(template: MenuItemConstructorOptions[]): Menu;
  setApplicationMenu(menu: Menu | null): void;
  getApplicationMenu(): Menu | null;
};

// A handle that is only passed on: Electron's own type, since its constructors accept no less.
export type NativeImage = Electron.NativeImage;
export declare const nativeImage: Pick<typeof Electron.nativeImage, 'createEmpty'>;

export interface Tray extends Pick<Electron.Tray, 'setToolTip' | 'setTitle' | 'destroy' | 'isDestroyed'> {
  setImage(image: NativeImage): void;
  setContextMenu(menu: Menu | null): void;
  on(event: 'click', listener: () => void): this;
}
export declare const Tray: { new (image: NativeImage): Tray };

export declare const nativeTheme: Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'> & {
  on(event: 'updated', listener: () => void): unknown;
};
export declare const clipboard: { writeText(text: string): Promise<void> };

type MessageBoxOptions = Pick<
  Electron.MessageBoxOptions,
  | 'type'
  | 'title'
  | 'message'
  | 'detail'
  | 'buttons'
  | 'defaultId'
  | 'cancelId'
  | 'noLink'
  | 'normalizeAccessKeys'
>;
type OpenDialogOptions = Pick<
  Electron.OpenDialogOptions,
  'title' | 'buttonLabel' | 'defaultPath' | 'filters' | 'properties'
>;
export interface Dialog extends Pick<Electron.Dialog, 'showErrorBox'> {
  showMessageBox(options: MessageBoxOptions): Promise<Electron.MessageBoxReturnValue>;
  showOpenDialog(options: OpenDialogOptions): Promise<Electron.OpenDialogReturnValue>;
  showSaveDialog(
    options: Pick<Electron.SaveDialogOptions, 'title' | 'defaultPath'>,
  ): Promise<Electron.SaveDialogReturnValue>;
}
export declare const dialog: Dialog;
export type Shell = Pick<Electron.Shell, 'openExternal'>;
export declare const shell: Shell;

export interface Notification extends Pick<Electron.Notification, 'show' | 'close'> {
  on(event: 'click' | 'close', listener: () => void): this;
  on(event: 'failed', listener: (event: object, error: string) => void): this;
  on(event: 'action', listener: (details: { readonly actionIndex: number }) => void): this;
}
export type NotificationConstructorOptions = Pick<
  Electron.NotificationConstructorOptions,
  'title' | 'body' | 'actions' | 'silent' | 'urgency' | 'timeoutType'
>;
export declare const Notification: {
  new (options: NotificationConstructorOptions): Notification;
  isSupported(): boolean;
};

export interface PowerMonitor {
  on(
    event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' | 'shutdown',
    listener: () => void,
  ): unknown;
}
export declare const powerMonitor: PowerMonitor;

export type SafeStorage = Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;
export declare const safeStorage: SafeStorage;
export declare const screen: { getAllDisplays(): Pick<Electron.Display, 'workArea'>[] };

// The preload's side.
export declare const webUtils: Pick<Electron.WebUtils, 'getPathForFile'>;
export declare const contextBridge: Pick<Electron.ContextBridge, 'exposeInMainWorld'>;

export interface IpcRenderer {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(channel: string, listener: (event: IpcRendererEvent, ...args: unknown[]) => void): this;
  off(channel: string, listener: (event: IpcRendererEvent, ...args: unknown[]) => void): this;
}
export declare const ipcRenderer: IpcRenderer;
