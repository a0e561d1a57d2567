// A TGS machine in the hands of a test: each call is one input.
import type { Credential } from '../../../../src/krb5/credential.ts';
import type { AnyKerberosError } from '../../../../src/krb5/errors.ts';
import { ENTROPY_LENGTH } from '../../../../src/krb5/exchange/step.ts';
import type { SendOutput } from '../../../../src/krb5/exchange/step.ts';
import { startTgs, stepTgs } from '../../../../src/krb5/exchange/tgs-exchange.ts';
import type { TgsRequest, TgsResult, TgsStep } from '../../../../src/krb5/exchange/tgs-types.ts';
import { krbtgt, principalName } from '../../../../src/krb5/principal.ts';
import type { Principal } from '../../../../src/krb5/principal.ts';
import {
  AES128,
  AES256,
  countingRandom,
  keyOf,
  NOW,
  openTgsRequest,
  tgsReply,
  tgtFor,
} from '../../../support/kdc-builder.ts';
import type { TgsLies } from '../../../support/kdc-builder.ts';

export const WEB: Principal = { name: principalName(2, 'HTTP', 'web.mit.test'), realm: 'MIT.TEST' };

export const REQUEST: TgsRequest = {
  kind: 'service',
  tgt: tgtFor('MIT.TEST'),
  otherTgts: [],
  server: WEB,
  fallbackRealms: [],
  kdcOptions: 0,
  till: 0,
  etypes: [AES256, AES128],
  tgtEtypes: [AES256, AES128],
  secondTicket: new Uint8Array(0),
  forUser: undefined,
  authorizationData: [],
  referrals: true,
  acceptRename: false,
  clockSkew: 300,
};

export class TgsRun {
  step: TgsStep;
  readonly #random = countingRandom(9);
  #now = NOW * 1_000_000;

  constructor(overrides: Partial<TgsRequest> = {}) {
    this.step = startTgs({ ...REQUEST, ...overrides }, this.moment());
  }

  moment(): { nowMicros: number; entropy: Uint8Array } {
    this.#now += 1000;
    return { nowMicros: this.#now, entropy: this.#random.bytes(ENTROPY_LENGTH) };
  }

  bytes(bytes: Uint8Array): this {
    this.step = stepTgs(this.step.state, { kind: 'reply', bytes, ...this.moment() });
    return this;
  }

  /** The KDC answers with the ticket asked for, but for the lies told. */
  answer(lies: TgsLies = {}): this {
    return this.bytes(tgsReply(this.sent.bytes, this.tgt, lies));
  }

  /** The KDC refers to `realm`. */
  refer(realm: string, issuer = this.sent.realm, lies: TgsLies = {}): this {
    return this.answer({
      ...lies,
      server: krbtgt(realm, issuer),
      enc: { key: keyOf(AES256, 0x44), ...lies.enc },
    });
  }

  get tgt(): Credential {
    return this.step.state.tgt;
  }

  get sent(): SendOutput {
    if (this.step.output.kind !== 'send') throw new Error(`expected send, got ${this.step.output.kind}`);
    return this.step.output;
  }

  get opened(): ReturnType<typeof openTgsRequest> {
    return openTgsRequest(this.sent.bytes, this.tgt.key);
  }

  get result(): TgsResult {
    const { output } = this.step;
    if (output.kind === 'failed') throw output.error;
    if (output.kind !== 'done') throw new Error(`expected done, got ${output.kind}`);
    return output.result;
  }

  get error(): AnyKerberosError {
    if (this.step.output.kind !== 'failed') throw new Error(`expected failed, got ${this.step.output.kind}`);
    return this.step.output.error;
  }
}
