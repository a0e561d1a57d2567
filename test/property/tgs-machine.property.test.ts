// Whatever replies reach the TGS machine, in whatever order, it ends in a credential for the client of its TGT and the
// service asked for, sealed for its own last request, or in none; and it never asks more realms than the rules allow.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/krb5/iana/error-code.ts';
import { krbtgt, principalName, sameName } from '../../src/krb5/principal.ts';
import { TgsRun, WEB } from '../unit/krb5/exchange/tgs-fixture.ts';
import { AES256, errorReply, keyOf, tgsReply, USER } from '../support/kdc-builder.ts';

type Event =
  | { readonly kind: 'good' | 'old' | 'wrong-nonce' | 'wrong-client' | 'wrong-key' | 'renamed' }
  | { readonly kind: 'refer'; readonly to: string; readonly issuer: string | undefined }
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'noise'; readonly bytes: Uint8Array };

const realm = fc.constantFrom('MIT.TEST', 'A.TEST', 'B.TEST', 'C.TEST', 'D.TEST');
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    { kind: 'good' },
    { kind: 'old' },
    { kind: 'wrong-nonce' },
    { kind: 'wrong-client' },
    { kind: 'wrong-key' },
    { kind: 'renamed' },
  ),
  fc
    .tuple(realm, fc.option(realm, { nil: undefined }))
    .map(([to, issuer]): Event => ({ kind: 'refer', to, issuer })),
  fc.record({ to: realm }).map(({ to }): Event => ({ kind: 'refer', to, issuer: undefined })),
  fc
    .constantFrom(
      ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN,
      ErrorCode.KDC_ERR_BADOPTION,
      ErrorCode.KRB_ERR_RESPONSE_TOO_BIG,
      ErrorCode.KRB_AP_ERR_SKEW,
    )
    .map((code): Event => ({ kind: 'error', code })),
  fc.uint8Array({ maxLength: 40 }).map((bytes): Event => ({ kind: 'noise', bytes })),
);

const RENAMED = { name: principalName(2, 'HTTP', 'real.mit.test'), realm: 'MIT.TEST' };

function apply(run: TgsRun, event: Event, first: Uint8Array): void {
  const { sent, tgt } = run;
  switch (event.kind) {
    case 'good':
      run.answer();
      return;
    case 'old':
      if (tgt === run.step.state.request.tgt) run.bytes(tgsReply(first, tgt));
      return;
    case 'wrong-nonce':
      run.answer({ enc: { nonce: 4711 } });
      return;
    case 'wrong-client':
      run.answer({ rep: { cname: principalName(1, 'mallory') } });
      return;
    case 'wrong-key':
      run.answer({ key: keyOf(AES256, 0x99) });
      return;
    case 'renamed':
      run.answer({ server: { ...RENAMED, realm: sent.realm } });
      return;
    case 'refer':
      run.refer(event.to, event.issuer ?? sent.realm);
      return;
    case 'error':
      run.bytes(errorReply(event.code));
      return;
    case 'noise':
      run.bytes(event.bytes);
  }
}

const requests = fc.record({
  server: fc.constantFrom({ ...WEB, realm: '' }, WEB, { ...WEB, realm: 'B.TEST' }),
  fallbackRealms: fc.constantFrom<readonly string[]>([], ['A.TEST', 'B.TEST']),
  referrals: fc.boolean(),
});

describe('the TGS machine under any order of replies', () => {
  it('takes a credential only for its own client and the service asked for, from a realm on its path', () => {
    fc.assert(
      fc.property(requests, fc.array(events, { maxLength: 20 }), (request, script) => {
        const run = new TgsRun(request);
        const first = run.sent.bytes;
        let sends = 1;
        for (const event of script) {
          if (run.step.output.kind !== 'send') break;
          apply(run, event, first);
          sends += 1;
        }
        expect(sends).toBeLessThanOrEqual(40);
        const { path, realmsSeen } = run.step.state;
        expect(new Set(realmsSeen).size).toBe(realmsSeen.length);
        if (run.step.output.kind !== 'done') return;
        const { credential } = run.step.output.result;
        expect(credential.client).toEqual(USER);
        expect(sameName(credential.server.name, WEB.name)).toBe(true);
        expect(credential.server.realm).toBe(path.at(-1));
        expect(credential.key.keyValue).toEqual(keyOf(AES256, 0x33).keyValue);
        for (const tgt of run.step.output.result.crossRealm) {
          expect(tgt.server.name.nameString[0]).toBe(krbtgt('X').name.nameString[0]);
          expect(path).toContain(tgt.server.realm);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
