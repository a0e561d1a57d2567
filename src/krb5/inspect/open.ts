// Opens what the keys at hand open. What comes to light (session keys, subkeys) opens more: a ticket the authenticator
// beside it, that one's subkey the reply. A key fits when the integrity check says so, never by its name alone.
import { decrypt, krbFxCf2 } from '../crypto/operations.ts';
import { EncryptionKey } from '../crypto/key.ts';
import { supportedEnctypes } from '../crypto/registry.ts';
import { isKerberosError } from '../errors.ts';
import { addSource, limitReached } from '../fields/budget.ts';
import type { Budget } from '../fields/budget.ts';
import { describeElementOr } from '../fields/describe.ts';
import type { Field, KeyOrigin, KeyUse, Opened, Wanted } from '../fields/field.ts';
import type { RingKey } from './keys.ts';
import { judgedPac } from './pac.ts';
import { childNamed, sealOf, within } from './seal.ts';
import type { Place, Seal } from './seal.ts';

/** Fields that hold keys, by name: what the key is then. */
const KEY_FIELDS: Readonly<Record<string, KeyOrigin>> = { key: 'session-key', subkey: 'subkey' };

/** A pass can bring a key for what a former one had to leave; a hostile chain of them ends. */
const MAX_PASSES = 8;

/** The tree with everything open that `keys`, and what comes to light, opens. @throws KerberosError LIMIT */
export function openSealed(root: Field, source: number, keys: readonly RingKey[], budget: Budget): Field {
  const opener = new Opener(keys, budget);
  let field = root;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const { learned } = opener;
    field = opener.visit({ field, around: undefined }, source);
    if (opener.learned === learned) break;
  }
  return field;
}

class Opener {
  /** How many keys came to light. */
  learned = 0;
  readonly #known: RingKey[];
  /** RFC 6113 5.4.3: one half of a reply key each. */
  readonly #strengthen: EncryptionKey[] = [];
  readonly #budget: Budget;
  /** Of each sealed field, by source and offset: what was known when it was last tried. */
  readonly #tried = new Map<string, { readonly keys: number; readonly learned: number }>();
  /** Places that keys were learned from. */
  readonly #learned = new Set<string>();

  constructor(keys: readonly RingKey[], budget: Budget) {
    this.#known = [...keys];
    this.#budget = budget;
  }

  visit(place: Place, source: number): Field {
    const { field } = place;
    if (field.children.length === 0 && field.opened === undefined) return field;
    if (field.type === 'EncryptionKey' || field.type === 'keyblock') this.#learn(place, source);
    // What stands before a field is open already when the field is come to: the ticket before the authenticator.
    const children = [...field.children];
    const around: Place = { field: { ...field, children }, around: place.around };
    let changed = false;
    for (const [index, child] of field.children.entries()) {
      const visited = this.visit({ field: child, around }, source);
      changed ||= visited !== child;
      children[index] = visited;
    }
    const whole = changed ? { ...field, children } : field;
    if (whole.opened !== undefined) return this.#again(whole, whole.opened, place);
    if (whole.type === 'PACTYPE') return this.#pac(whole, place, source);
    return whole.type === 'EncryptedData' ? this.#open(whole, place, source) : whole;
  }

  /** Judged once more where keys have come to light. */
  #pac(field: Field, place: Place, source: number): Field {
    const mark = `PAC ${String(source)}:${String(field.offset)}`;
    if (this.#tried.get(mark)?.learned === this.learned) return field;
    this.#tried.set(mark, { keys: this.#known.length, learned: this.learned });
    const ticket = within(place.around, 'EncTicketPart');
    return judgedPac(field, {
      octets: this.#octets(field, source),
      ticket:
        ticket === undefined
          ? undefined
          : this.#octets({ ...ticket, valueOffset: ticket.offset, valueLength: ticket.length }, source),
      server: within(place.around, 'Ticket')?.value,
      source,
      keys: this.#known,
      budget: this.#budget,
    });
  }

  /** Into what an earlier pass has opened. */
  #again(field: Field, opened: Opened, place: Place): Field {
    const root = this.visit({ field: opened.root, around: place }, opened.source);
    return root === opened.root ? field : { ...field, opened: { ...opened, root } };
  }

  #octets(field: Field, source: number): Uint8Array {
    const { bytes } = this.#budget.sources[source] ?? { bytes: new Uint8Array() };
    return bytes.subarray(field.valueOffset, field.valueOffset + field.valueLength);
  }

  #learn(place: Place, source: number): void {
    const { field } = place;
    const type = childNamed(field, 'keytype');
    const value = childNamed(field, 'keyvalue');
    const mark = `${String(source)}:${String(field.offset)}`;
    if (type === undefined || value?.kind !== 'secret' || this.#learned.has(mark)) return;
    this.#learned.add(mark);
    const key = new EncryptionKey(Number(type.value), this.#octets(value, source));
    if (field.name === 'strengthen-key') {
      this.#strengthen.push(key);
      this.learned++;
      return;
    }
    const record = within(place.around, 'credential', 'keytab entry');
    const info = within(place.around, 'KrbCredInfo');
    if (record !== undefined) {
      const wide = childNamed(record, 'vno');
      const kvno = wide === undefined || wide.value === '0' ? childNamed(record, 'vno8') : wide;
      const fromKeytab = record.type === 'keytab entry';
      this.#add({
        key,
        from: fromKeytab ? 'keytab' : 'credential',
        ...(record.value === undefined ? {} : { principal: record.value }),
        ...(fromKeytab && kvno !== undefined ? { kvno: Number(kvno.value) } : {}),
      });
    } else if (info !== undefined) {
      this.#add({ key, from: 'credential', ...ownerOf(info) });
    } else {
      const holder = within(place.around, 'Ticket')?.value;
      const reply = within(place.around, 'EncASRepPart', 'EncTGSRepPart');
      const principal =
        reply === undefined ? (holder === undefined ? {} : { principal: holder }) : ownerOf(reply);
      this.#add({ key, from: KEY_FIELDS[field.name] ?? 'session-key', ...principal });
    }
  }

  #open(field: Field, place: Place, source: number): Field {
    const cipher = childNamed(field, 'cipher');
    const seal = sealOf({ field, around: place.around });
    if (cipher === undefined || seal === undefined) return field;
    const enctype = Number(childNamed(field, 'etype')?.value);
    if (cipher.opened !== undefined) return field;
    const kvno = childNamed(field, 'kvno')?.value;
    const octets = this.#octets(cipher, source);
    // RFC 4120 5.8 has KRB-CRED sealed; those who keep one in a file write etype 0 and no cipher.
    const opened =
      enctype === 0
        ? this.#inPlace(cipher, octets, source, seal, place)
        : this.#byKey(cipher, octets, source, { ...seal, enctype, kvno: asNumber(kvno) }, place);
    if (opened !== undefined) return withChild(field, cipher, { ...cipher, opened });
    if (cipher.wants !== undefined) return field;
    const wants: Wanted = {
      enctype,
      ...(seal.owner === undefined ? {} : { principal: seal.owner }),
      ...(kvno === undefined ? {} : { kvno: Number(kvno) }),
    };
    return withChild(field, cipher, { ...cipher, wants });
  }

  #inPlace(cipher: Field, octets: Uint8Array, source: number, seal: Seal, place: Place): Opened {
    const described = describeElementOr(octets, seal.codec, {
      base: cipher.valueOffset,
      budget: this.#budget,
    });
    return { source, how: 'unencrypted', root: this.visit({ field: described, around: place }, source) };
  }

  #byKey(
    cipher: Field,
    octets: Uint8Array,
    source: number,
    seal: NumberedSeal,
    place: Place,
  ): Opened | undefined {
    const mark = `${String(source)}:${String(cipher.offset)}`;
    const before = this.#tried.get(mark) ?? { keys: 0, learned: -1 };
    if (before.learned === this.learned) return undefined;
    this.#tried.set(mark, { keys: this.#known.length, learned: this.learned });
    if (!supportedEnctypes.includes(seal.enctype)) return undefined;
    for (const candidate of this.#candidates(seal, before.keys)) {
      for (const usage of seal.usages) {
        const plain = this.#try(candidate.key, usage, octets);
        if (plain === undefined) continue;
        const { valueOffset: offset, valueLength: length } = cipher;
        const made = addSource(this.#budget, plain, 'decrypted', { source, offset, length });
        const described = describeElementOr(plain, seal.codec, { base: 0, budget: this.#budget });
        if (described.type === 'Authenticator') this.#armorOf(described, made, candidate);
        const by: KeyUse = {
          from: candidate.from,
          enctype: seal.enctype,
          usage,
          ...(candidate.principal === undefined ? {} : { principal: candidate.principal }),
          ...(candidate.kvno === undefined ? {} : { kvno: candidate.kvno }),
        };
        const root = this.visit({ field: described, around: place }, made);
        return { source: made, how: 'decrypted', by, root };
      }
    }
    return undefined;
  }

  #add(key: RingKey): void {
    this.#known.push(key);
    this.learned++;
  }

  /** RFC 6113 5.4.1.1 and 5.4.2: of the ticket's session key, which opened the authenticator, and the subkey in it. */
  #armorOf(authenticator: Field, source: number, session: RingKey): void {
    const subkey = childNamed(authenticator, 'subkey');
    const type = childNamed(subkey, 'keytype');
    const value = childNamed(subkey, 'keyvalue');
    if (type === undefined || value === undefined) return;
    const key = new EncryptionKey(Number(type.value), this.#octets(value, source));
    const armor = combined(key, session.key, 'subkeyarmor', 'ticketarmor');
    const { principal } = session;
    if (armor !== undefined)
      this.#add({ key: armor, from: 'armor', ...(principal === undefined ? {} : { principal }) });
  }

  /** The likely ones first: of a long-term seal the owner's key of that version, of others what came to light last. */
  *#candidates(seal: NumberedSeal, from: number): Generator<RingKey> {
    const { enctype, owner, kvno } = seal;
    const rank = (candidate: RingKey): number =>
      (candidate.principal === owner ? 0 : 2) + (candidate.kvno === kvno ? 0 : 1);
    const inOrder = (keys: RingKey[]): RingKey[] =>
      owner === undefined ? keys.reverse() : keys.sort((a, b) => rank(a) - rank(b));
    const isWhole = seal.made === undefined || seal.made === 'reply';
    if (isWhole) yield* inOrder(this.#known.slice(from).filter(({ key }) => key.keyType === enctype));
    for (const [first, pepper1, pepper2, origin] of this.#halves(seal)) {
      if (first.keyType !== enctype) continue;
      for (const second of inOrder([...this.#known])) {
        const key = combined(first, second.key, pepper1, pepper2);
        if (key !== undefined) yield { ...second, key, from: origin };
      }
    }
  }

  /** The other half of keys that are made of two. */
  #halves({ made }: Seal): readonly (readonly [EncryptionKey, string, string, KeyOrigin])[] {
    if (made === undefined) return [];
    if (made === 'reply')
      return this.#strengthen.map((key) => [key, 'strengthenkey', 'replykey', 'strengthened'] as const);
    const pepper = made === 'client-challenge' ? 'clientchallengearmor' : 'kdcchallengearmor';
    const armors = this.#known.filter(({ from }) => from === 'armor').reverse();
    return armors.map(({ key }) => [key, pepper, 'challengelongterm', 'challenge'] as const);
  }

  #try(key: EncryptionKey, usage: number, cipher: Uint8Array): Uint8Array | undefined {
    this.#budget.triedBytes -= cipher.length;
    if (this.#budget.triedBytes < 0) {
      throw limitReached('bytes', this.#budget.limits.triedBytes, 'looking for the key that fits');
    }
    try {
      return decrypt(key, usage, cipher);
    } catch (error) {
      if (isKerberosError(error)) return undefined;
      throw error;
    }
  }
}

interface NumberedSeal extends Seal {
  readonly enctype: number;
  readonly kvno: number | undefined;
}

const peppers = new TextEncoder();

/** KRB-FX-CF2; undefined where one of the keys is of no enctype that is known here, or of the wrong length. */
function combined(
  first: EncryptionKey,
  second: EncryptionKey,
  pepper1: string,
  pepper2: string,
): EncryptionKey | undefined {
  try {
    return krbFxCf2(first, second, peppers.encode(pepper1), peppers.encode(pepper2));
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}

const asNumber = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

function ownerOf(part: Field): { readonly principal?: string } {
  const name = childNamed(part, 'sname')?.value;
  const realm = childNamed(part, 'srealm')?.value;
  return name === undefined || realm === undefined ? {} : { principal: `${name}@${realm}` };
}

function withChild(field: Field, child: Field, made: Field): Field {
  return { ...field, children: field.children.map((each) => (each === child ? made : each)) };
}
