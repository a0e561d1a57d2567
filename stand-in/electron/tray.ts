import { EventEmitter } from 'node:events';
import type * as Contract from '../contract.ts';
import { note } from './journal.ts';

/** An object without an icon on any screen: its tooltip and menu can be read. */
export class Tray extends EventEmitter {
  /** Every tray that was made and not destroyed. */
  static readonly all: Tray[] = [];
  toolTip = '';
  menu: Contract.Menu | null = null;
  image: Contract.NativeImage | string;

  constructor(image: Contract.NativeImage | string) {
    super();
    this.image = image;
    Tray.all.push(this);
    note('tray', typeof image);
  }

  setImage(image: Contract.NativeImage | string): void {
    this.image = image;
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  /** macOS only. */
  setTitle(title: string): void {
    note('tray title', title);
  }

  setContextMenu(menu: Contract.Menu | null): void {
    this.menu = menu;
  }

  destroy(): void {
    const index = Tray.all.indexOf(this);
    if (index >= 0) Tray.all.splice(index, 1);
  }

  isDestroyed(): boolean {
    return !Tray.all.includes(this);
  }
}
