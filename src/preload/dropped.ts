// Files that a person drops on the window or pastes into it. Of a file with a place on the disk the path goes to main,
// which reads it; of one without (from a mail, an archive) its bytes. The page has no part in it: the events are seen
// here, in a world of their own, and only those that a person caused count.
import { ipcRenderer, webUtils } from 'electron';
import { droppedChannel } from '../shared/channels.ts';

const MOST_FILES = 8;
const MOST_BYTES = 16 * 1_024 * 1_024;

interface Passed {
  readonly name: string;
  readonly path?: string;
  readonly bytes?: Uint8Array;
}

async function passed(file: File): Promise<Passed> {
  const path = webUtils.getPathForFile(file);
  const name = file.name.slice(0, 1_024);
  if (path !== '') return { name, path };
  // Neither path nor bytes says that it is too large.
  if (file.size > MOST_BYTES) return { name };
  return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function passOn(event: Event, files: FileList | undefined): void {
  if (!event.isTrusted || files === undefined || files.length === 0) return;
  event.preventDefault();
  void Promise.all([...files].slice(0, MOST_FILES).map(passed)).then((all) =>
    ipcRenderer.invoke(droppedChannel, all),
  );
}

export function listenForFiles(): void {
  window.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault(); // else nothing can be dropped
    event.dataTransfer.dropEffect = 'copy';
  });
  window.addEventListener('drop', (event) => {
    passOn(event, event.dataTransfer?.files);
  });
  window.addEventListener('paste', (event) => {
    passOn(event, event.clipboardData?.files);
  });
}
