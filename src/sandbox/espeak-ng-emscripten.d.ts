/** What the sandbox uses of it; the package has no types of its own. */
declare module "@echogarden/espeak-ng-emscripten" {
  export class EspeakWorker {
    /** By name, such as `fr-fr`; 0 where there is one. */
    set_voice(name: string): number
    set_rate(wordsPerMinute: number): void
    /** 0 to 100. */
    set_pitch(pitch: number): void
    get_samplerate(): number
    /** Blocks until all of it is rendered; `onAudio` stops it by returning true. */
    synthesize(text: string, onAudio: (audio: Int16Array) => boolean): void
  }
  export interface Espeak {
    readonly eSpeakNGWorker: typeof EspeakWorker
  }
  export default function load(): Promise<Espeak>
}
