/** North American ringing: these two tones for two seconds, then four of silence. */
const TONES_HZ = [440, 480];
const TONE_SECONDS = 2;
const ROUND_SECONDS = 6;
const LOUDNESS = 0.12;
const FADE_SECONDS = 0.02;

let audio: AudioContext | undefined;
let ringing: AudioBufferSourceNode | undefined;

/** Must be called for a click at first: before one, browsers play nothing. */
export function ring(isToRing: boolean): void {
	if (!isToRing) {
		ringing?.stop();
		ringing = undefined;
		return;
	}
	audio ??= new AudioContext();
	void audio.resume();
	if (ringing) return;
	ringing = audio.createBufferSource();
	ringing.buffer = oneRound(audio);
	ringing.loop = true;
	ringing.connect(audio.destination);
	ringing.start();
}

/** Looped by the browser itself: timers of a page in the background hardly run. */
function oneRound(context: AudioContext): AudioBuffer {
	const { sampleRate } = context;
	const buffer = context.createBuffer(1, sampleRate * ROUND_SECONDS, sampleRate);
	const samples = buffer.getChannelData(0);
	for (let at = 0; at < TONE_SECONDS * sampleRate; at += 1) {
		const seconds = at / sampleRate;
		const fade = Math.min(1, seconds / FADE_SECONDS, (TONE_SECONDS - seconds) / FADE_SECONDS);
		const sum = TONES_HZ.reduce((all, hz) => all + Math.sin(2 * Math.PI * hz * seconds), 0);
		samples[at] = LOUDNESS * fade * sum;
	}
	return buffer;
}
