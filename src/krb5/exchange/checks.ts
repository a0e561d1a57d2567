// Holding a reply against its request. Each check has a name, which the trace lists when all of them passed.
import type { UnknownField } from '../asn1/index.ts';
import { KerberosError } from '../errors.ts';
import { formatPrincipal, sameName } from '../principal.ts';
import type { Principal } from '../principal.ts';
import type { TraceEvent } from '../trace.ts';

export class ReplyChecks {
  readonly #passed: string[] = [];

  /** @throws KerberosError REPLY_MISMATCH */
  that(field: string, holds: boolean, expected: string, received: string): void {
    if (!holds) {
      throw new KerberosError(
        'REPLY_MISMATCH',
        `${field} of the reply is ${received}, expected ${expected}`,
        {
          field,
          expected,
          received,
        },
      );
    }
    this.#passed.push(field);
  }

  number(field: string, received: number, expected: number): void {
    this.that(field, received === expected, String(expected), String(received));
  }

  /** A time of the reply may not lie beyond the one asked for; 0 asks for no limit. */
  notAfter(field: string, received: number, limit: number): void {
    this.that(field, limit === 0 || received <= limit, `at most ${String(limit)}`, String(received));
  }

  within(field: string, received: number, around: number, seconds: number): void {
    this.that(
      field,
      Math.abs(received - around) <= seconds,
      `${String(around)} give or take ${String(seconds)} s`,
      String(received),
    );
  }

  principal(field: string, received: Principal, expected: Principal): void {
    this.that(
      field,
      received.realm === expected.realm && sameName(received.name, expected.name),
      formatPrincipal(expected),
      formatPrincipal(received),
    );
  }

  /** A check that was made elsewhere, for the trace. */
  note(...fields: readonly string[]): void {
    this.#passed.push(...fields);
  }

  passed(): readonly string[] {
    return [...new Set(this.#passed)];
  }
}

/** Fields of a sealed part that its ASN.1 does not know: skipped, and told of once. */
export class SkippedFields {
  readonly #message: string;
  readonly #fields: string[] = [];

  constructor(message: string) {
    this.#message = message;
  }

  readonly note = ({ path, tag }: UnknownField): void => {
    if (this.#fields.length < MAX_REPORTED) this.#fields.push(`${path} ${tag}`);
  };

  events(): readonly TraceEvent[] {
    const fields = this.#fields;
    return fields.length === 0 ? [] : [{ type: 'fields.skipped', message: this.#message, fields }];
  }
}

/** A message may hold thousands of them. */
const MAX_REPORTED = 16;
