import { strict } from './strict.ts';

type Representation = Parameters<Electron.NativeImage['addRepresentation']>[0];

class StandInImage {
  readonly representations: Representation[] = [];

  isEmpty(): boolean {
    return this.representations.length === 0;
  }

  addRepresentation(representation: Representation): void {
    this.representations.push(representation);
  }

  setTemplateImage(_template: boolean): void {
    // only macOS has template images
  }
}

export const nativeImage = strict('nativeImage', {
  createEmpty: (): Electron.NativeImage =>
    strict('NativeImage', new StandInImage()) as unknown as Electron.NativeImage,
});
