import type * as Contract from '../contract.ts';
import { BrowserWindow } from './browser-window.ts';
import { lifecycle } from './lifecycle.ts';

/** What an item's role does, for the roles that can be done here. */
const roles: Readonly<Record<string, () => void>> = {
  quit: () => {
    lifecycle.quit();
  },
  close: () => BrowserWindow.getFocusedWindow()?.close(),
};

export class MenuItem {
  readonly id: string;
  label: string;
  enabled: boolean;
  readonly role: string | undefined;
  readonly type: string;
  checked: boolean;
  readonly accelerator: unknown;
  readonly submenu: Menu | undefined;
  readonly #click: Contract.MenuItemConstructorOptions['click'];

  constructor(template: Contract.MenuItemConstructorOptions) {
    this.id = template.id ?? '';
    this.role = template.role;
    this.label = template.label ?? template.role ?? '';
    this.type = template.type ?? (template.submenu ? 'submenu' : 'normal');
    this.enabled = template.enabled ?? true;
    this.checked = template.checked ?? false;
    this.accelerator = template.accelerator;
    this.submenu = template.submenu && Menu.buildFromTemplate(template.submenu);
    this.#click = template.click;
  }

  readonly click = (): void => {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.#click) this.#click(this);
    else if (this.role !== undefined) roles[this.role]?.();
  };
}

let applicationMenu: Menu | null = null;

export class Menu {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly Contract.MenuItemConstructorOptions[]): Menu {
    const menu = new Menu();
    menu.items.push(...template.map((item) => new MenuItem(item)));
    return menu;
  }

  static setApplicationMenu(menu: Contract.Menu | null): void {
    applicationMenu = menu as Menu | null;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
