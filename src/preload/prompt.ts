// The secret prompt's bridge: it learns what is asked, and answers once.
import { contextBridge, ipcRenderer } from 'electron';
import { promptAnswerChannel, promptBridgeName, promptDescribeChannel } from '../shared/prompt.ts';

contextBridge.exposeInMainWorld(promptBridgeName, {
  describe: () => ipcRenderer.invoke(promptDescribeChannel),
  answer: (request: string, secret: Uint8Array | null) =>
    ipcRenderer.invoke(promptAnswerChannel(request), secret),
});
