// An AS machine in the hands of a test: each call is one input.
import { startAs, stepAs } from '../../../../src/krb5/exchange/as-exchange.ts';
import type { AsRequest, AsResult, AsStep } from '../../../../src/krb5/exchange/as-types.ts';
import { ENTROPY_LENGTH } from '../../../../src/krb5/exchange/step.ts';
import type { DeriveOutput, SendOutput } from '../../../../src/krb5/exchange/step.ts';
import type { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import type { AnyKerberosError } from '../../../../src/krb5/errors.ts';
import { AES128, AES256, countingRandom, NOW, USER, USER_KEY } from '../../../support/kdc-builder.ts';

export const REQUEST: AsRequest = {
  client: USER,
  server: undefined,
  kdcOptions: 0x10,
  lifetime: 36_000,
  renewLifetime: 0,
  startAfter: 0,
  etypes: [AES256, AES128],
  addresses: [],
  pac: undefined,
  clockSkew: 300,
  kdcTimesync: true,
  secret: 'password',
};

export class AsRun {
  step: AsStep;
  readonly #random = countingRandom();
  #now = NOW * 1_000_000;

  constructor(overrides: Partial<AsRequest> = {}) {
    this.step = startAs({ ...REQUEST, ...overrides }, this.moment());
  }

  moment(): { nowMicros: number; entropy: Uint8Array } {
    this.#now += 1000;
    return { nowMicros: this.#now, entropy: this.#random.bytes(ENTROPY_LENGTH) };
  }

  reply(bytes: Uint8Array): this {
    this.step = stepAs(this.step.state, { kind: 'reply', bytes, ...this.moment() });
    return this;
  }

  key(key: EncryptionKey = USER_KEY): this {
    this.step = stepAs(this.step.state, { kind: 'key', key, ...this.moment() });
    return this;
  }

  get sent(): SendOutput {
    if (this.step.output.kind !== 'send') throw new Error(`expected send, got ${this.step.output.kind}`);
    return this.step.output;
  }

  get derive(): DeriveOutput {
    if (this.step.output.kind !== 'derive') throw new Error(`expected derive, got ${this.step.output.kind}`);
    return this.step.output;
  }

  get result(): AsResult {
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
