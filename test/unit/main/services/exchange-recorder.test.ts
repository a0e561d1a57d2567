import { describe, expect, it } from 'vitest';
import { encodeDer, krbError } from '../../../../src/krb5/index.ts';
import type { TraceEvent } from '../../../../src/krb5/index.ts';
import { MOST_STEPS, createRecorder, unpacked } from '../../../../src/main/services/exchange-recorder.ts';
import { exchangeSteps } from '../../../../src/shared/index.ts';
import { hex, readVectors } from '../../../support/vectors.ts';

const { messages } = readVectors('messages/captured') as {
  messages: readonly { from: string; codec: string; hex: string }[];
};
const captured = (codec: string): Uint8Array => hex(messages.find((each) => each.codec === codec)?.hex ?? '');
const to = { transport: 'udp', host: '127.0.0.1', port: 88 } as const;
const sent = (bytes: Uint8Array, resend = false): TraceEvent => ({
  type: 'message.sent',
  message: 'AS-REQ',
  to,
  bytes,
  resend,
});
const received = (message: string, bytes: Uint8Array): TraceEvent => ({
  type: 'message.received',
  message,
  from: to,
  bytes,
});

describe('the recorder', () => {
  it('keeps a message that is sent again once', () => {
    const { sink, recorded } = createRecorder(() => 1);
    const request = captured('asReq');
    sink(sent(request));
    sink(sent(request, true));
    const exchange = recorded()!;
    expect(exchange.messages).toHaveLength(1);
    expect(exchange.steps).toMatchObject([
      { type: 'sent', resend: false, bytes: 0, about: 'krbtgt/MIT.TEST' },
      { type: 'sent', resend: true, bytes: 0 },
    ]);
  });

  it('keeps open octets alone, from which the message comes back at its length', () => {
    const { sink, recorded } = createRecorder(() => 1);
    const reply = captured('asRep');
    sink(sent(captured('asReq')));
    sink(received('AS-REP', reply));
    const kept = recorded()!.messages[1]!;
    expect(kept.open.length).toBeLessThan(reply.length / 4);
    const back = unpacked(kept)!;
    expect(back.length).toBe(reply.length);
    const gaps = kept.blanked.reduce((sum, { length }) => sum + length, 0);
    expect(kept.open.length + gaps).toBe(reply.length);
    expect(back.subarray(0, 60)).toEqual(reply.subarray(0, 60));
  });

  it('refuses parts that do not fit together', () => {
    expect(
      unpacked({ length: 4, blanked: [{ offset: 3, length: 9 }], open: new Uint8Array(3) }),
    ).toBeUndefined();
    expect(unpacked({ length: 4, blanked: [], open: new Uint8Array(5) })).toBeUndefined();
    expect(unpacked({ length: 4, blanked: [{ offset: 0, length: 4 }], open: new Uint8Array(0) })).toEqual(
      new Uint8Array(4),
    );
  });

  it('is bounded: steps, octets of one message and of all, lengths of names', () => {
    const { sink, recorded } = createRecorder(() => 1);
    const long = 'x'.repeat(100_000);
    sink({ type: 'exchange.started', exchange: 'AS', client: long, server: long, realm: long });
    const big = encodeDer(krbError, {
      pvno: 5,
      msgType: 30,
      stime: 0,
      susec: 0,
      errorCode: 60,
      realm: 'R',
      sname: { nameType: 2, nameString: ['krbtgt', 'R'] },
      eText: 'y'.repeat(60_000),
    });
    sink(received('KRB-ERROR', big));
    const answers = Array.from({ length: 5_000 }, () => long);
    for (let n = 0; n < 2 * MOST_STEPS; n++) {
      sink({ type: 'dns.queried', name: long, record: 'SRV', answers });
      sink(sent(encodeDer(krbError, { ...small, susec: n })));
    }
    const exchange = recorded()!;
    expect(exchange.steps).toHaveLength(MOST_STEPS);
    expect(exchange.leftOut).toBe(2 + 4 * MOST_STEPS - MOST_STEPS);
    expect(exchange.messages.length).toBeLessThanOrEqual(64);
    expect(exchange.messages.some(({ step }) => step === 1)).toBe(false);
    expect(exchangeSteps.safeParse(exchange.steps).success).toBe(true);
  });

  it('has nothing to tell where nothing went out', () => {
    const { sink, recorded } = createRecorder(() => 1);
    sink({ type: 'exchange.started', exchange: 'AS', client: 'a', server: 'b', realm: 'R' });
    expect(recorded()).toBeUndefined();
  });

  it('tells of a part from its own zero, without pointing at messages before it', () => {
    let now = 0;
    const { sink, recorded } = createRecorder(() => now);
    const request = captured('asReq');
    sink(sent(request));
    now = 50;
    sink(sent(request, true));
    sink(received('AS-REP', captured('asRep')));
    const part = recorded(50)!;
    expect(part.steps.map(({ at }) => at)).toEqual([0, 0]);
    expect(part.steps[0]).not.toHaveProperty('bytes');
    expect(part.steps[1]).toMatchObject({ bytes: 1 });
    expect(part.messages.map(({ step }) => step)).toEqual([1]);
  });
});

const small = {
  pvno: 5,
  msgType: 30,
  stime: 0,
  errorCode: 60,
  realm: 'R',
  sname: { nameType: 2, nameString: ['krbtgt', 'R'] },
};
