// The one event channel: what changed, with a revision that rises by one. A gap makes the window fetch a snapshot.
import { z } from 'zod';
import { dropped } from './blob-dto.ts';
import {
  environmentDto,
  historyRow,
  identityDto,
  operationDto,
  practiceDto,
  settingsDto,
  storageDto,
} from './dto.ts';
import { timelineRow } from './renewal-dto.ts';
import { id, seconds, shownName, uuid } from './scalars.ts';

/** What the tray, a notice or a tessera: link asks the window to show. A link fills a form and does nothing else. */
const windowAsk = z.discriminatedUnion('show', [
  z.strictObject({ show: z.literal('sign-in'), principal: shownName }),
  z.strictObject({ show: z.literal('service-ticket'), service: shownName }),
  z.strictObject({
    show: z.literal('identity'),
    identity: id,
    /** What the notice that was clicked had to offer, where the system gave it no buttons. */
    actions: z.array(z.enum(['renew', 'sign-in', 'change-password', 'snooze'])).max(4),
  }),
  dropped,
]);
export type WindowAsk = z.infer<typeof windowAsk>;

export const change = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('identity.changed'), identity: identityDto }),
  z.strictObject({ type: z.literal('identity.removed'), id }),
  z.strictObject({ type: z.literal('operation.changed'), operation: operationDto }),
  z.strictObject({ type: z.literal('operation.ended'), id: uuid }),
  z.strictObject({ type: z.literal('environment.changed'), environment: environmentDto }),
  z.strictObject({ type: z.literal('practice.changed'), practice: practiceDto }),
  z.strictObject({ type: z.literal('settings.changed'), settings: settingsDto }),
  z.strictObject({ type: z.literal('storage.changed'), storage: storageDto }),
  z.strictObject({ type: z.literal('history.added'), row: historyRow }),
  /** What is older is gone. */
  z.strictObject({ type: z.literal('history.dropped'), before: seconds }),
  z.strictObject({ type: z.literal('timeline.added'), row: timelineRow }),
  z.strictObject({ type: z.literal('window.asked'), ask: windowAsk }),
]);
export type Change = z.infer<typeof change>;

export const eventEnvelope = z.strictObject({ revision: z.int().min(1), change });
export type EventEnvelope = z.infer<typeof eventEnvelope>;
