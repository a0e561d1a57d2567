// The practice realm's KDC under hostile requests: mutants of right ones get an error, a ticket that they deserve, or
// silence, and never find a fault. HOSTILE_SEED chooses another seed.
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeDer } from '../../src/krb5/asn1/index.ts';
import { asRep, krbError, parseKpasswdReply, tgsRep } from '../../src/krb5/messages/index.ts';
import { mutants } from '../support/mutate.ts';
import { LOCALHOST, nameOf, PracticeKdc } from '../support/practice-kdc.ts';

const SEED = Number(process.env['HOSTILE_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const SAMPLES = 20;
const EACH = 60;

let kdc: PracticeKdc;

beforeAll(async () => {
  kdc = await PracticeKdc.create();
});

/** What the KDC says must be one of its three messages. */
function readReply(reply: Uint8Array | undefined): string {
  if (reply === undefined) return 'silence';
  if (reply[0] === 0x7e) return String(decodeDer(krbError, reply).errorCode);
  decodeDer(reply[0] === 0x6b ? asRep : tgsRep, reply);
  return 'issued';
}

const faults = (): (string | undefined)[] =>
  kdc.events.filter(({ reason }) => reason?.includes('a fault of') === true).map(({ reason }) => reason);

describe(`hostile requests (seed ${String(SEED)})`, () => {
  it('to the AS find no fault', async () => {
    const samples: Uint8Array[] = [];
    const users = ['alice', 'bob', 'shortlife', 'skewed', 'mustchange'];
    for (let i = 0; i < SAMPLES; i++) {
      const user = users[i % users.length] ?? 'alice';
      const addresses = i % 2 === 0 ? [LOCALHOST] : undefined;
      const padata = [{ padataType: 149, padataValue: new Uint8Array(0) }];
      samples.push(
        await kdc.asReq(user, { body: { addresses }, ...(i % 3 === 0 ? { proof: false } : {}), padata }),
      );
    }
    const seen = new Set<string>();
    for (const { bytes } of mutants(samples, SEED, EACH)) seen.add(readReply(kdc.send(bytes)));
    expect(faults()).toEqual([]);
    expect(seen.size).toBeGreaterThan(3);
  });

  it('to the TGS find no fault', async () => {
    const alice = await kdc.tgt('alice', { body: { kdcOptions: 0x4080_0000, rtime: 0 } });
    const samples = Array.from({ length: SAMPLES }, (_, i) => {
      const servers = ['HTTP/web.practice.test', 'krbtgt/PRACTICE.TEST', 'alice'];
      const second = i % 3 === 2 ? { kdcOptions: 8, additionalTickets: [alice.ticket] } : {};
      return kdc.tgsReq(alice, servers[i % 3] ?? '', { body: second }).bytes;
    });
    const seen = new Set<string>();
    for (const { bytes } of mutants(samples, SEED, EACH)) seen.add(readReply(kdc.send(bytes)));
    expect(faults()).toEqual([]);
    expect(seen.size).toBeGreaterThan(3);
  });

  it('to kpasswd find no fault', async () => {
    const held = await kdc.tgt('alice', { body: { sname: nameOf('kadmin/changepw') } });
    const apReqs = Array.from({ length: SAMPLES }, () => kdc.apReq(held));
    const frames = apReqs.map((ap, i) => {
      const rest = Uint8Array.from([0x75, i, ...ap.subarray(0, 30)]);
      const head = new DataView(new ArrayBuffer(6));
      head.setUint16(0, 6 + ap.length + rest.length);
      head.setUint16(2, i % 2 === 0 ? 1 : 0xff80);
      head.setUint16(4, ap.length);
      return Uint8Array.from([...new Uint8Array(head.buffer), ...ap, ...rest]);
    });
    for (const { bytes } of mutants(frames, SEED, EACH)) {
      const reply = await kdc.kdc.answerKpasswd({ bytes, transport: 'udp', from: LOCALHOST, to: LOCALHOST });
      if (reply !== undefined) parseKpasswdReply(reply);
    }
    expect(faults()).toEqual([]);
  });
});
