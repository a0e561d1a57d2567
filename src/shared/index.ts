// The public surface of the shared room: the IPC contract and what both of its sides need.
export { BYTES_AT_ONCE, FIELDS_AT_ONCE, HITS_AT_ONCE, PASTED_MOST } from './blob-bounds.ts';
export {
  droppedFiles,
  type DroppedFiles,
  type BlobBytes,
  type BlobDto,
  type BlobField,
  type BookmarkDto,
  type KeyUseDto,
  type SealedPart,
} from './blob-dto.ts';
export {
  bridgeName,
  droppedChannel,
  eventChannel,
  procedureChannel,
  procedureNames,
  type ProcedureName,
} from './channels.ts';
export { USUAL_RENEWABLE_SECONDS, everyDay } from './usual.ts';
export { ticketColumns, type TicketColumn } from './columns.ts';
export {
  kdestroyCommand,
  kinitCommand,
  withServers,
  klistCommand,
  kpasswdCommand,
  kvnoCommand,
  mitDuration,
  practiceCommand,
  removeCommand,
  renewCommand,
  cacheCommand,
} from './command.ts';
export { contract, type Bridge, type CallInputOf, type InputOf, type OutputOf } from './contract.ts';
export {
  historyRow,
  settingNames,
  settingsDto,
  signInOptions,
  ticketFlagNames,
  type AppDescription,
  type EnvironmentDto,
  type HistoryRow,
  type IdentityDto,
  type KdcFinding,
  type OperationDto,
  type PracticeDto,
  type SeenChange,
  type ServiceCandidate,
  type SettingName,
  type SettingsChange,
  type SettingsDto,
  type SignInOptions,
  type Snapshot,
  type StorageDto,
  type TicketDto,
  type TicketFlagName,
  type TicketOptions,
} from './dto.ts';
export type { EnctypeDto } from './scalars.ts';
export { serverProblem, serversTyped } from './server-name.ts';
export type { GivenServers, KeytabDto, MeansDto, SignInHow, VaultDto } from './sign-in-dto.ts';
export { errorDto, type ErrorCode, type ErrorDto, type Explanation, type Result } from './errors.ts';
export { eventEnvelope, type Change, type EventEnvelope, type WindowAsk } from './events.ts';
export { languageOf, languages, type Language } from './language.ts';
export {
  byteRanges,
  exchangeSteps,
  type ExchangeDto,
  type ExchangeStep,
  type FieldDto,
  type HistoryFilter,
  type MessageDto,
  type RawTicket,
  type TicketOrigin,
} from './exchange-dto.ts';
export { live } from './live.ts';
export type { BlobPac, PacDto, PacGroupDto, PacReport, PacTime } from './pac-dto.ts';
export {
  timelineRow,
  type AttemptRow,
  type NewTimelineRow,
  type RenewalDto,
  type TimelineRow,
} from './renewal-dto.ts';
export {
  promptAnswerChannel,
  promptDescribeChannel,
  type PromptBridge,
  type PromptQuestion,
} from './prompt.ts';
export { shells, writeCommand, type Command, type Shell, type Unwritable, type Written } from './shells.ts';
