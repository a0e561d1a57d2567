// Whatever a network does to the replies of a KDC (lose, repeat, reorder, mix with old, foreign and broken ones), the
// AS machine ends in the one credential that answers its own last request, or in none; and a password that a KDC has
// refused is never proved again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDer } from '../../src/krb5/asn1/index.ts';
import type { SendOutput } from '../../src/krb5/exchange/step.ts';
import { ErrorCode } from '../../src/krb5/iana/error-code.ts';
import { asReq } from '../../src/krb5/messages/index.ts';
import { principalName } from '../../src/krb5/principal.ts';
import { AsRun } from '../unit/krb5/exchange/as-fixture.ts';
import {
  AES128,
  AES256,
  asReply,
  errorReply,
  keyOf,
  NOW,
  preauthRequired,
  provenTime,
  SESSION_KEY,
} from '../support/kdc-builder.ts';

/** What arrives next. `old` answers a request of this run that is not the last one. */
type Event =
  | { readonly kind: 'good' | 'wrong-nonce' | 'foreign' | 'other-key' | 'old' | 'repeat' | 'lost' }
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'preauth'; readonly etype: number }
  | { readonly kind: 'flipped'; readonly at: number }
  | { readonly kind: 'noise'; readonly bytes: Uint8Array };

const events: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    { kind: 'good' },
    { kind: 'wrong-nonce' },
    { kind: 'foreign' },
    { kind: 'other-key' },
    { kind: 'old' },
    { kind: 'repeat' },
    { kind: 'lost' },
  ),
  fc
    .constantFrom(
      ErrorCode.KDC_ERR_PREAUTH_FAILED,
      ErrorCode.KRB_AP_ERR_SKEW,
      ErrorCode.KRB_ERR_RESPONSE_TOO_BIG,
      ErrorCode.KDC_ERR_WRONG_REALM,
      ErrorCode.KDC_ERR_ETYPE_NOSUPP,
      ErrorCode.KDC_ERR_MORE_PREAUTH_DATA_REQUIRED,
      ErrorCode.KDC_ERR_KEY_EXPIRED,
      ErrorCode.KRB_ERR_GENERIC,
    )
    .map((code): Event => ({ kind: 'error', code })),
  fc.constantFrom(AES256, AES128).map((etype): Event => ({ kind: 'preauth', etype })),
  fc.nat(2000).map((at): Event => ({ kind: 'flipped', at })),
  fc.uint8Array({ maxLength: 40 }).map((bytes): Event => ({ kind: 'noise', bytes })),
);

const FOREIGN = { rep: { cname: principalName(1, 'mallory') } };

function bytesFor(
  event: Event,
  requests: readonly Uint8Array[],
  replies: readonly Uint8Array[],
): Uint8Array | undefined {
  const last = requests.at(-1) ?? new Uint8Array(0);
  switch (event.kind) {
    case 'good':
      return asReply(last);
    case 'wrong-nonce':
      return asReply(last, { enc: { nonce: 4711 } });
    case 'foreign':
      return asReply(last, FOREIGN);
    case 'other-key':
      return asReply(last, { key: keyOf(AES256, 0x99) });
    case 'old':
      return requests[0] === undefined || requests[0].join() === last.join()
        ? undefined
        : asReply(requests[0]);
    case 'repeat':
      return replies.at(-1);
    case 'lost':
      return undefined;
    case 'error':
      return errorReply(event.code, { stime: NOW + 900, crealm: 'OTHER.TEST' });
    case 'preauth':
      return preauthRequired([{ etype: event.etype, salt: 'MIT.TESTuser' }]);
    case 'flipped': {
      const bytes = asReply(last);
      const at = event.at % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      return bytes;
    }
    case 'noise':
      return event.bytes;
  }
}

interface Observed {
  readonly sends: readonly SendOutput[];
  /** How many different messages with a proof had left when each refusal arrived. */
  readonly proofsAtRefusal: readonly number[];
  readonly run: AsRun;
  readonly lastEvent: Event | undefined;
}

function play(script: readonly Event[]): Observed {
  const run = new AsRun();
  const sends: SendOutput[] = [];
  const replies: Uint8Array[] = [];
  const proofsAtRefusal: number[] = [];
  let lastEvent: Event | undefined;
  const settle = (): void => {
    if (run.step.output.kind === 'derive') {
      const { etype } = run.step.output;
      run.key(etype === AES256 ? undefined : keyOf(etype, 0x11));
    }
    const { output } = run.step;
    if (output.kind === 'send' && output !== sends.at(-1)) sends.push(output);
  };
  settle();
  for (const event of script) {
    const bytes = bytesFor(
      event,
      sends.map((sent) => sent.bytes),
      replies,
    );
    if (bytes === undefined || run.step.output.kind !== 'send') continue;
    if (event.kind === 'error' && event.code === ErrorCode.KDC_ERR_PREAUTH_FAILED)
      proofsAtRefusal.push(proofs(sends));
    replies.push(bytes);
    lastEvent = event;
    run.reply(bytes);
    settle();
  }
  return { sends, proofsAtRefusal, run, lastEvent };
}

function proofs(sends: readonly SendOutput[]): number {
  return new Set(sends.filter((sent) => sent.carriesProof).map((sent) => sent.bytes.join())).size;
}

const scripts = fc.array(events, { maxLength: 12 });
const RUNS = 1000;

describe('the AS machine under any order of replies', () => {
  it('takes a credential only from an answer that is sealed for its own last request', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const { run, lastEvent, sends } = play(script);
        if (run.step.output.kind !== 'done') return;
        const { result } = run.step.output;
        expect(['good', 'repeat', 'flipped']).toContain(lastEvent?.kind);
        expect(result.credential.key.keyValue).toEqual(SESSION_KEY.keyValue);
        const last = sends.at(-1);
        expect(result.encPart.nonce).toBe(decodeDer(asReq, last?.bytes ?? new Uint8Array(0)).reqBody.nonce);
      }),
      { numRuns: RUNS },
    );
  });

  it('proves a password once, and a second time only for the clock', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const { sends, run } = play(script);
        const skewed = run.step.state.skewAnswered;
        expect(proofs(sends)).toBeLessThanOrEqual(skewed ? 2 : 1);
      }),
      { numRuns: RUNS },
    );
  });

  it('sends nothing more once the password is refused', () => {
    fc.assert(
      fc.property(scripts, scripts, (before, after) => {
        const refusal: Event = { kind: 'error', code: ErrorCode.KDC_ERR_PREAUTH_FAILED };
        const lead: readonly Event[] = [
          { kind: 'preauth', etype: AES256 },
          ...before.filter((e) => e.kind === 'lost'),
        ];
        const { sends, proofsAtRefusal, run } = play([...lead, refusal, ...after]);
        expect(proofsAtRefusal).toEqual([1]);
        expect(proofs(sends)).toBe(1);
        expect(run.error.code).toBe('PASSWORD_INCORRECT');
      }),
      { numRuns: 500 },
    );
  });

  it('repeats only the same bytes under one nonce', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const byNonce = new Map<number, string>();
        for (const { bytes } of play(script).sends) {
          const { nonce } = decodeDer(asReq, bytes).reqBody;
          const known = byNonce.get(nonce);
          if (known !== undefined) expect(bytes.join()).toBe(known);
          byNonce.set(nonce, bytes.join());
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never proves anything in an enctype other than the one first hinted', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const { sends, run } = play([{ kind: 'preauth', etype: AES256 }, ...script]);
        for (const { bytes, carriesProof } of sends)
          if (carriesProof) expect(provenTime(bytes)).toBeGreaterThan(0);
        expect(run.step.state.realmsSeen).toEqual(['MIT.TEST']);
      }),
      { numRuns: 500 },
    );
  });
});
