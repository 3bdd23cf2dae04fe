import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
const PATIENCE = 30_000;

/** The browser of this machine, if it has one that can be driven. */
export function findChromium(): string | undefined {
  return NAMES.find((name) => spawnSync(name, ['--version']).status === 0);
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

export interface PageOptions {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly script?: boolean;
  readonly media?: 'print';
}

/** A headless Chromium, driven by the DevTools protocol. */
export class Chromium {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #folder: string;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners = new Set<(message: Message) => void>();
  #id = 0;

  private constructor(process: ChildProcess, socket: WebSocket, folder: string) {
    this.#process = process;
    this.#socket = socket;
    this.#folder = folder;
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data)) as Message));
  }

  static async start(command: string): Promise<Chromium> {
    const folder = mkdtempSync(join(tmpdir(), 'bulwark-chromium-'));
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0'];
    const child = spawn(command, [...flags, `--user-data-dir=${folder}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const address = await new Promise<string>((done, fail) => {
      let told = '';
      const timer = setTimeout(() => fail(new Error(`no browser: ${told}`)), PATIENCE);
      child.stderr.on('data', (chunk: Buffer) => {
        told += chunk.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        done(found);
      });
    });
    const socket = new WebSocket(address);
    await new Promise((done) => socket.addEventListener('open', done, { once: true }));
    return new Chromium(child, socket, folder);
  }

  async open(url: string, { width, scheme, script = true, media }: PageOptions): Promise<OpenPage> {
    const { targetId } = await this.#send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true });
    const session = String(sessionId);
    const send: Send = (method, params = {}) => this.#send(method, params, session);
    const page = new OpenPage(send);
    this.#listeners.add((message) => message.sessionId === session && page.take(message));
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
    await send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
    await send('Emulation.setEmulatedMedia', { media: media ?? '', features: [{ name: 'prefers-color-scheme', value: scheme }] });
    if (!script) await send('Emulation.setScriptExecutionDisabled', { value: true });
    const loaded = page.next('Page.loadEventFired');
    await send('Page.navigate', { url });
    await loaded;
    return page;
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.#process.once('exit', done));
    this.#socket.close();
    this.#process.kill();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #send(method: string, params: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#id;
    return new Promise((done, fail) => {
      this.#waiting.set(id, ({ result, error }) =>
        error === undefined ? done(result ?? {}) : fail(new Error(`${method}: ${error.message}`)),
      );
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  #take(message: Message): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners) listener(message);
      return;
    }
    this.#waiting.get(message.id)?.(message);
    this.#waiting.delete(message.id);
  }
}

type Send = (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>;

/** A page, and what went wrong in it. */
export class OpenPage {
  readonly problems: string[] = [];
  readonly requests: string[] = [];
  readonly #send: Send;
  readonly #once = new Map<string, () => void>();

  constructor(send: Send) {
    this.#send = send;
  }

  take({ method = '', params = {} }: Message): void {
    if (
      ['Runtime.exceptionThrown', 'Log.entryAdded', 'Runtime.consoleAPICalled', 'Page.javascriptDialogOpening'].includes(method)
    )
      this.problems.push(JSON.stringify(params));
    if (method === 'Network.requestWillBeSent') this.requests.push(String((params['request'] as { readonly url?: string }).url));
    this.#once.get(method)?.();
    this.#once.delete(method);
  }

  next(method: string): Promise<void> {
    return new Promise((done) => this.#once.set(method, done));
  }

  /** The value of an expression; a promise is waited for. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value?: unknown }).value;
  }

  async type(text: string): Promise<void> {
    for (const character of text) {
      await this.#send('Input.dispatchKeyEvent', { type: 'keyDown', text: character, key: character });
      await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', key: character });
    }
  }

  /** Waits until an expression holds. */
  async until(expression: string): Promise<void> {
    await this.evaluate(`new Promise((done, fail) => {
      const from = performance.now();
      const look = () => (${expression}) ? done() : performance.now() - from > ${PATIENCE} ? fail(new Error('never: ' + ${JSON.stringify(expression)})) : setTimeout(look, 20);
      look();
    })`);
  }
}
