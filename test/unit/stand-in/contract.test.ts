import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDeclarations } from '../../../stand-in/declarations.ts';

const standIn = path.resolve(import.meta.dirname, '../../../stand-in');
const folder = path.join(standIn, '.types', 'control');

/** What the compiler says of a main process with this text. */
function compile(text: string): string {
  writeFileSync(path.join(folder, 'main.ts'), text);
  const compiler = path.join(standIn, '..', 'node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' }).stdout;
}

describe('the contract with Electron', () => {
  beforeAll(() => {
    writeDeclarations();
    mkdirSync(folder, { recursive: true });
    const config = { extends: '../../tsconfig.app.json', include: ['main.ts', '../electron.d.ts'] };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('lets the app use what it lists', () => {
    expect(compile("import { app } from 'electron';\napp.quit();\n")).toBe('');
  });

  it("catches what Electron has and the contract has not: a module's member, an event, a module", () => {
    const found = compile(
      "import { app, globalShortcut } from 'electron';\nimport { BrowserWindow } from 'electron';\n" +
        "app.relaunch();\nnew BrowserWindow().on('moved', () => undefined);\nvoid globalShortcut;\n",
    );
    expect(found).toContain("has no exported member 'globalShortcut'");
    expect(found).toContain("'relaunch' does not exist");
    expect(found).toContain('"moved"');
  });
});
