import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { leaving } from '../../../../src/main/shell/leaving.ts';
import { ownDialogs } from '../../../../src/main/shell/own-dialogs.ts';
import { saidOnce } from '../../../../src/main/shell/said-once.ts';
import { trayPresence } from '../../../../src/main/shell/tray-presence.ts';
import { windowAsks } from '../../../../src/main/shell/window-asks.ts';
import { wordsFor } from '../../../../src/main/shell/words.ts';
import { dialog as ofStandIn } from '../../../../stand-in/electron/system.ts';
import { journal } from '../../../../stand-in/electron/journal.ts';

function desk(given: { tray?: boolean; open?: boolean; lost?: string[]; yes?: boolean } = {}) {
  const done: string[] = [];
  const questions: string[] = [];
  const leave = leaving({
    window: {
      isOpen: () => given.open ?? true,
      hide: () => done.push('hide'),
      minimize: () => done.push('minimize'),
    },
    trayIsSeen: () => Promise.resolve(given.tray ?? false),
    sayMinimized: () => done.push('say'),
    lost: () => Promise.resolve(given.lost ?? []),
    dialogs: {
      confirm: ({ detail }) => {
        questions.push(detail);
        return Promise.resolve(given.yes ?? false);
      },
    },
    quit: () => done.push('quit'),
    words: wordsFor('en'),
  });
  return { leave, done, questions };
}

describe('closing the window', () => {
  it('puts it into the tray, or where there is none minimises it and says so', async () => {
    const seen = desk({ tray: true });
    await seen.leave.putAway();
    expect(seen.done).toEqual(['hide']);
    const unseen = desk();
    await unseen.leave.putAway();
    expect(unseen.done).toEqual(['minimize', 'say']);
  });

  it('does and says nothing about a window that is gone by then', async () => {
    const { leave, done } = desk({ open: false });
    await leave.putAway();
    expect(done).toEqual([]);
  });
});

describe('quitting', () => {
  it('asks nothing when nothing is lost', async () => {
    const { leave, done, questions } = desk();
    await leave.quit();
    expect([done, questions]).toEqual([['quit'], []]);
  });

  it('names what is lost, and stays unless the person says yes', async () => {
    const stays = desk({ lost: ['alice@AD.TEST, 1 h 0 m'] });
    await stays.leave.quit();
    expect(stays.done).toEqual([]);
    expect(stays.questions[0]).toContain('alice@AD.TEST, 1 h 0 m');
    const goes = desk({ lost: ['alice@AD.TEST, 1 h 0 m'], yes: true });
    await goes.leave.quit();
    expect(goes.done).toEqual(['quit']);
  });

  it('asks once, however often Quit is pressed meanwhile', async () => {
    const { leave, questions } = desk({ lost: ['a'] });
    await Promise.all([leave.quit(), leave.quit()]);
    expect(questions).toHaveLength(1);
  });
});

describe("main's own dialogs", () => {
  const dialogs = ownDialogs({ dialog: ofStandIn });
  const last = (what: string): unknown => journal.findLast((entry) => entry.what === what)?.detail;

  it('take a dialog that was dismissed for a no', async () => {
    expect(await dialogs.confirm({ message: 'M', detail: 'D', yes: 'Y', no: 'N' })).toBe(false);
    expect(last('showMessageBox')).toEqual({ message: 'M', detail: 'D', buttons: ['Y', 'N'] });
    expect(await dialogs.pickFile('T')).toBeUndefined();
  });
});

describe('a tray', () => {
  it('is made anew when its host comes after us, once', async () => {
    const answers = [false, false, true, true];
    let remade = 0;
    const presence = trayPresence({
      hasHost: () => Promise.resolve(answers.shift() ?? true),
      tray: { remake: () => remade++ },
      wait: () => Promise.resolve(),
    });
    expect(await presence.isSeen()).toBe(false);
    expect(await presence.comesUp()).toBe(true);
    expect(await presence.isSeen()).toBe(true);
    expect(remade).toBe(1);
  });

  it('is waited for at a start without a window, but not for ever', async () => {
    const waited: number[] = [];
    const presence = trayPresence({
      hasHost: () => Promise.resolve(false),
      tray: { remake: () => undefined },
      wait: (millis) => {
        waited.push(millis);
        return Promise.resolve();
      },
    });
    expect(await presence.comesUp()).toBe(false);
    expect(waited.reduce((sum, each) => sum + each, 0)).toBeLessThan(60_000);
  });
});

describe('what the window is asked to show', () => {
  it('waits for its first snapshot, and then only the newest wish counts', () => {
    const told: string[] = [];
    let shown = 0;
    const asks = windowAsks({
      show: () => shown++,
      publish: (ask) => told.push(ask.show === 'sign-in' ? ask.principal : ask.show),
    });
    asks.ask({ show: 'sign-in', principal: 'a@B' });
    asks.ask({ show: 'sign-in', principal: 'c@D' });
    expect([shown, told]).toEqual([2, []]);
    asks.ready();
    asks.ready();
    expect(told).toEqual(['c@D']);
    asks.ask({ show: 'identity', identity: 'x', actions: [] });
    expect(told).toEqual(['c@D', 'identity']);
    asks.gone();
    asks.ask({ show: 'sign-in', principal: 'e@F' });
    expect(told).toHaveLength(2);
  });
});

describe('what is said once', () => {
  it('is not said again after a restart; a damaged memory says it once more', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-said-'));
    const file = path.join(folder, 'said.json');
    expect(saidOnce(file).first('x')).toBe(true);
    const said = saidOnce(file);
    expect([said.first('x'), said.first('y')]).toEqual([false, true]);
    writeFileSync(file, '{');
    expect(saidOnce(file).first('x')).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
