// Recorded sign-ins with MIT's kinit at MIT's, Samba's and Heimdal's KDC: plain, and inside FAST.
import { beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../../../src/krb5/inspect/inspect.ts';
import type { Inspection } from '../../../../src/krb5/inspect/inspection.ts';
import { passwordKeys, rawKey } from '../../../../src/krb5/inspect/keys.ts';
import type { RingKey } from '../../../../src/krb5/inspect/keys.ts';
import { ethernet, ipv4, pcap, udp, UDP } from '../../../support/capture-builder.ts';
import { at, everyField, misplaced } from '../../../support/inspection.ts';
import { printed } from '../../../support/inspect-schema.ts';
import { kdf } from '../../../support/practice.ts';
import { hex, readVectors } from '../../../support/vectors.ts';

interface KeyVector {
  readonly principal: string;
  readonly kvno: number;
  readonly enctype: number;
  readonly key: string;
}

interface Recorded {
  readonly kdc: string;
  readonly realm: string;
  readonly users: readonly string[];
  readonly service: KeyVector;
  readonly krbtgt?: KeyVector;
  readonly messages: readonly { direction: 'request' | 'reply'; hex: string }[];
}

const vectors = readVectors('inspect/exchanges') as Readonly<
  Record<'mit' | 'samba' | 'heimdal', Recorded>
> & {
  password: string;
};
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const PEERS = ['mit', 'samba', 'heimdal'] as const;

const passwords = new Map<string, readonly RingKey[]>();

beforeAll(async () => {
  for (const name of PEERS) {
    const { realm, users } = vectors[name];
    for (const user of users) {
      const keys = await passwordKeys(kdf, octets(vectors.password), octets(`${realm}${user}`));
      passwords.set(name, [...(passwords.get(name) ?? []), ...keys]);
    }
  }
});

const keytabKey = ({ principal, kvno, enctype, key }: KeyVector): RingKey => ({
  ...rawKey(enctype, hex(key)),
  from: 'keytab',
  principal,
  kvno,
});

/** The messages as UDP packets to port 88 of one KDC. */
function capture({ messages }: Recorded): Uint8Array {
  const ends = { source: '192.0.2.1', sourcePort: 40_000, destination: '192.0.2.88', destinationPort: 88 };
  return pcap(
    messages.map(({ direction, hex: text }, index) => {
      // Each request from a port of its own, which its reply goes to.
      const sourcePort =
        40_000 + messages.slice(0, index + 1).filter((each) => each.direction === 'request').length;
      const there = { ...ends, sourcePort };
      const back = {
        source: ends.destination,
        sourcePort: 88,
        destination: ends.source,
        destinationPort: sourcePort,
      };
      const way = direction === 'request' ? there : back;
      return { time: 1_800_000_000_000_000 + index, bytes: ethernet(ipv4(way, UDP, udp(way, hex(text)))) };
    }),
  );
}

function sealedIn(seen: Inspection): { closed: string[]; opened: string[] } {
  const closed: string[] = [];
  const opened: string[] = [];
  for (const { field } of everyField(seen.root, seen.rootSource)) {
    if (field.kind !== 'sealed') continue;
    if (field.opened !== undefined)
      opened.push(`${field.opened.by?.from ?? ''} ${String(field.opened.by?.usage)}`);
    else closed.push(field.wants?.principal ?? field.name);
  }
  return { closed, opened };
}

describe('a recorded exchange', () => {
  it.each(PEERS)('with %s opens with the password, but for tickets, which are the servers’', (name) => {
    const recorded = vectors[name];
    const seen = inspect(capture(recorded), { keys: passwords.get(name)! });
    expect(seen.kind).toBe('capture');
    expect(misplaced(seen)).toEqual([]);
    const { closed, opened } = sealedIn(seen);
    const { realm, service } = recorded;
    // `cipher`: the KDC's cookie, which is sealed for the KDC's own eyes.
    expect(new Set(closed)).toEqual(new Set([`krbtgt/${realm}@${realm}`, service.principal, 'cipher']));
    // Proof, armoured request and reply, challenges, strengthened reply, authenticators, the TGS's reply.
    // Heimdal 7.8 takes the timestamp inside FAST as well, and strengthens nothing.
    const fast = ['challenge 54', 'challenge 55', 'strengthened 3', 'strengthened 9'];
    expect(new Set(opened)).toEqual(
      new Set([
        ...['password 1', 'password 3', 'session-key 11', 'armor 51', 'armor 52', 'session-key 7'],
        ...(name === 'heimdal' ? ['subkey 9'] : fast),
      ]),
    );
  });

  it.each(PEERS)('with %s shows the ticket’s inside when the service’s key is at hand', (name) => {
    const { service } = vectors[name];
    const seen = inspect(capture(vectors[name]), { keys: [keytabKey(service), ...passwords.get(name)!] });
    const tickets = [...everyField(seen.root, seen.rootSource)].filter(
      ({ field }) => field.type === 'Ticket' && field.value === service.principal,
    );
    expect(tickets.length).toBeGreaterThan(0);
    for (const { field } of tickets) {
      const cipher = at(field, 'enc-part.cipher');
      expect(cipher.opened?.by).toEqual({
        from: 'keytab',
        principal: service.principal,
        kvno: service.kvno,
        enctype: service.enctype,
        usage: 2,
      });
    }
    printed(seen);
    printed(seen, { showKeys: true });
  });

  it('opens from the krbtgt’s key as well, which a KDC’s administrator has', () => {
    const { samba } = vectors;
    const seen = inspect(capture(samba), { keys: [keytabKey(samba.krbtgt!)] });
    const { opened } = sealedIn(seen);
    expect(opened).toEqual(expect.arrayContaining(['keytab 2', 'session-key 7', 'armor 51', 'armor 52']));
    // A person's long-term key is nobody's but the person's.
    expect(opened).not.toContain('challenge 54');
  });

  it('is a list of requests and replies with their times and ends', () => {
    const { root } = inspect(capture(vectors.mit));
    expect(root).toMatchObject({ type: 'pcap', kind: 'constructed' });
    const shown = root.children.map(({ children }) =>
      children.map(({ name, value }) => `${name} ${value ?? ''}`),
    );
    expect(shown[0]).toEqual(['request AS-REQ', 'reply KRB-ERROR']);
    expect(shown[1]).toEqual(['request AS-REQ', 'reply AS-REP']);
    expect(shown.at(-1)).toEqual(['request TGS-REQ', 'reply TGS-REP']);
    expect(at(root, '[0].request.time').value).toBe('2027-01-15T08:00:00.000000Z');
    expect(at(root, '[0].request.destination').value).toBe('192.0.2.88:88');
    expect(at(root, '[0].reply.message.>.error-code').meaning).toBe('KDC_ERR_PREAUTH_REQUIRED');
  });

  it('names further messages without opening them where the limit comes near', () => {
    const { root } = inspect(capture(vectors.mit), { limits: { fields: 5_200 } });
    const messages = [...everyField(root, 0)].filter(({ field }) => field.type === 'kerberos');
    expect(messages.some(({ field }) => field.opened !== undefined)).toBe(true);
    expect(messages.at(-1)!.field).toMatchObject({ truncated: true });
  });
});
