import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProfile } from '../../../stand-in/chromium/profile.ts';

describe("Chromium's profile", () => {
  it('is new each time and nobody else can read it', () => {
    const [one, other] = [makeProfile(), makeProfile()];
    expect(one.folder).not.toBe(other.folder);
    expect(statSync(one.folder).mode & 0o777).toBe(0o700);
    one.remove();
    other.remove();
  });

  it('is removed whole, and a link in it leads nowhere', () => {
    const outside = mkdtempSync(path.join(os.tmpdir(), 'tessera-outside-'));
    writeFileSync(path.join(outside, 'precious'), 'kept');
    const profile = makeProfile();
    symlinkSync(outside, path.join(profile.folder, 'link'));
    writeFileSync(path.join(profile.folder, 'file'), '');
    profile.remove();
    expect(existsSync(profile.folder)).toBe(false);
    expect(readFileSync(path.join(outside, 'precious'), 'utf8')).toBe('kept');
    rmSync(outside, { recursive: true });
  });

  it('belongs to an unprivileged user when root starts it', () => {
    const profile = makeProfile();
    const { uid } = statSync(profile.folder);
    expect(uid).toBe(process.getuid?.() === 0 ? 65534 : process.getuid?.());
    expect(profile.user.uid ?? uid).toBe(uid);
    profile.remove();
  });
});
