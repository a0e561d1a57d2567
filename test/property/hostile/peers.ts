// Whole machines as decoders: the AS, TGS and password-change clients fed with replies, the practice realm's KDC fed
// with requests. A machine that ends in a typed failure has done its duty; one that throws has not.
import { decodeDer, encodeDer } from '../../../src/krb5/asn1/index.ts';
import { decrypt, encrypt } from '../../../src/krb5/crypto/index.ts';
import { startPasswordChange, stepPasswordChange } from '../../../src/krb5/exchange/change-password.ts';
import { ENTROPY_LENGTH } from '../../../src/krb5/exchange/step.ts';
import { KeyUsage } from '../../../src/krb5/iana/key-usage.ts';
import { asRep } from '../../../src/krb5/messages/index.ts';
import {
  asReply,
  countingRandom,
  errorReply,
  NOW,
  preauthRequired,
  tgsReply,
  tgtFor,
  USER_KEY,
} from '../../support/kdc-builder.ts';
import { PracticeKdc } from '../../support/practice-kdc.ts';
import { AsRun } from '../../unit/krb5/exchange/as-fixture.ts';
import { TgsRun } from '../../unit/krb5/exchange/tgs-fixture.ts';
import { kpasswdSamples, messageSamples } from './samples.ts';

const numbers = Array.from({ length: 12 }, (_, index) => index);

export function asReplySamples(): Uint8Array[] {
  const { bytes } = new AsRun().sent;
  return [
    preauthRequired(),
    ...numbers.map((index) => asReply(bytes, { enc: { lastReq: [{ lrType: 6, lrValue: NOW + index }] } })),
    ...[6, 14, 18, 23, 24, 37, 52, 68].map((code) => errorReply(code, { crealm: 'OTHER.TEST' })),
    ...messageSamples('krbError').slice(0, 10),
  ];
}

/** One reply to the first request, and the key where the machine asks for it. */
export function feedAs(bytes: Uint8Array): unknown {
  const run = new AsRun().reply(bytes);
  return run.step.output.kind === 'derive' ? run.key().step : run.step;
}

/** The same with the sealed part's contents in the hands of the mutators: a KDC that has the key and lies. */
export function asSealedSamples(): Uint8Array[] {
  return asReplySamples()
    .filter((bytes) => bytes[0] === 0x6b)
    .flatMap((bytes) => {
      const plain = decrypt(USER_KEY, KeyUsage.AS_REP_ENC_PART, decodeDer(asRep, bytes).encPart.cipher);
      return [plain, Uint8Array.of(...plain, 0, 0)];
    });
}

export function feedAsSealed(plain: Uint8Array): unknown {
  const run = new AsRun();
  const reply = decodeDer(asRep, asReply(run.sent.bytes));
  const cipher = encrypt(USER_KEY, KeyUsage.AS_REP_ENC_PART, plain, countingRandom(5));
  return feedAs(encodeDer(asRep, { ...reply, encPart: { ...reply.encPart, cipher } }));
}

export function tgsReplySamples(): Uint8Array[] {
  const run = new TgsRun();
  return [
    ...numbers.map((index) =>
      tgsReply(run.sent.bytes, run.tgt, { enc: { lastReq: [{ lrType: 0, lrValue: NOW + index }] } }),
    ),
    tgsReply(run.sent.bytes, run.tgt, { sealWithSessionKey: true }),
    ...[7, 12, 31, 32, 37, 52, 60].map((code) => errorReply(code)),
  ];
}

export const feedTgs = (bytes: Uint8Array): unknown => new TgsRun().bytes(bytes).step;

export function feedPasswordChange(bytes: Uint8Array): unknown {
  const entropy = countingRandom().bytes(ENTROPY_LENGTH);
  const moment = { nowMicros: NOW * 1_000_000, entropy };
  const newPassword = new TextEncoder().encode('new');
  const { state } = startPasswordChange({ credential: tgtFor('MIT.TEST'), newPassword }, moment);
  return stepPasswordChange(state, { kind: 'reply', bytes, ...moment });
}

export const passwordReplySamples = (): Uint8Array[] => kpasswdSamples('reply');

const kdc = await PracticeKdc.create();
const held = await kdc.tgt('alice');
const asRequests = await Promise.all(
  numbers.flatMap((index) => [
    kdc.asReq('alice', { body: { nonce: index } }),
    kdc.asReq('alice', { body: { nonce: index }, proof: false }),
  ]),
);

export function kdcRequestSamples(): Uint8Array[] {
  const services = ['HTTP/web.practice.test', 'krbtgt/PRACTICE.TEST', 'HTTP/nowhere.practice.test'];
  return [
    ...asRequests,
    ...numbers.flatMap(() => services.map((service) => kdc.tgsReq(held, service).bytes)),
  ];
}

/** The KDC turns faults of its own into errors on the wire; here they are findings. */
export function askKdc(bytes: Uint8Array): unknown {
  const before = kdc.events.length;
  const answer = kdc.send(bytes);
  const fault = kdc.events.slice(before).find((event) => event.reason?.startsWith('a fault') === true);
  kdc.events.length = 0;
  if (fault !== undefined) throw new Error(fault.reason);
  return answer;
}
