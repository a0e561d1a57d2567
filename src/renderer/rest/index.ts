// What the first look does not need: one file, fetched by later.tsx.
export { FailureSheet } from '../components/failure-sheet.tsx';
export { Activity } from '../features/activity/index.tsx';
export { ChangePasswordSheet } from '../features/change-password/index.tsx';
export { CommandSheet } from '../features/command/index.tsx';
export { DestroySheet } from '../features/destroy/index.tsx';
export { Inspector } from '../features/identities/inspector.tsx';
export { InspectorPage, KeySheet, OpenBlobSheet } from '../features/inspector/index.tsx';
export { KeysSheet } from '../features/keys/index.tsx';
export { MakeDefaultSheet } from '../features/make-default/index.tsx';
export { Palette } from '../features/palette/index.tsx';
export { PracticeSheet } from '../features/practice/index.tsx';
export { ServiceTicketSheet } from '../features/service-ticket/index.tsx';
export { Settings } from '../features/settings/index.tsx';
export { SignInSheet } from '../features/sign-in/index.tsx';
export { Timeline } from '../features/timeline/index.tsx';
