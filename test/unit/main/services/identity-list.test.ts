// Who is on the list and for how long: by tickets, by time, by pin.
import { describe, expect, it } from 'vitest';
import { identityDto, identityPlaces } from '../../../../src/main/services/identities.ts';
import { createPlaces } from '../../../../src/main/services/places.ts';
import { createTicketLists } from '../../../../src/main/services/ticket-lists.ts';
import { memoryStore } from '../../../../src/main/storage/memory-store.ts';

const DAY = 86_400;
const NOW = 1_795_262_400;

function list(pins: readonly string[] = []) {
  const store = memoryStore();
  const remember = (principal: string, days: number, signedOutDays = 0): void => {
    store.remember({
      principal,
      lastSignIn: NOW - days * DAY,
      signedOutAt: signedOutDays === 0 ? 0 : NOW - signedOutDays * DAY,
      options: {},
    });
  };
  for (const principal of pins) store.pin(principal, NOW);
  let now = NOW;
  const places = createPlaces({ caches: undefined as never, folder: undefined as never }, () => undefined);
  const options = {
    places,
    store,
    now: () => now,
    practiceConfig: () => undefined,
    lists: createTicketLists(),
    renewalOf: () => undefined,
    meansOf: () => undefined,
  };
  return {
    store,
    remember,
    later: (seconds: number) => {
      now += seconds;
    },
    names: () => identityPlaces(options).map(({ principal }) => principal),
    leaves: (principal: string) => {
      const found = identityPlaces(options).find((each) => each.principal === principal);
      return found === undefined ? undefined : identityDto(found, options).leavesListAt;
    },
  };
}

describe('an identity without tickets', () => {
  it('stays a week after it was last seen with some, then leaves by itself', () => {
    const { remember, names, leaves, later } = list();
    remember('new@A', 1);
    remember('old@A', 20, 6);
    remember('gone@A', 20, 7);
    expect(names()).toEqual(['new@A', 'old@A']);
    expect(leaves('old@A')).toBe(NOW + DAY);
    later(DAY);
    expect(names()).toEqual(['new@A']);
  });

  it('stays for good where it is the one that signed in last: the list does not empty itself', () => {
    const { remember, names, leaves } = list();
    remember('only@A', 400);
    remember('older@A', 500);
    expect(names()).toEqual(['only@A']);
    expect(leaves('only@A')).toBe(0);
  });

  it('stays for good where it is pinned, also if it never signed in here', () => {
    const { store, remember, names, leaves } = list(['stranger@B', 'old@A']);
    remember('new@A', 0);
    remember('old@A', 400);
    expect(names().toSorted()).toEqual(['new@A', 'old@A', 'stranger@B']);
    expect(leaves('old@A')).toBe(0);
    store.pin('old@A', undefined);
    store.pin('stranger@B', undefined);
    expect(names()).toEqual(['new@A']);
  });

  it('keeps what was chosen for it after it has left', () => {
    const { store, remember, names } = list();
    remember('new@A', 0);
    remember('old@A', 400);
    expect(names()).toEqual(['new@A']);
    expect(store.identities().map(({ principal }) => principal)).toContain('old@A');
  });
});
