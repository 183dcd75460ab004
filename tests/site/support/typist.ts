import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Of the course's own shell, and of a shell inside a container. */
const prompt = /[$#]\s*$/;
/** The slowest command of the course, on a busy machine. */
const commandLimitMs = 180_000;

/** Somebody at the keyboard of a lesson page, who looks at the screen before the next command. */
export class Typist {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async screen(): Promise<string> {
    return (await this.#page.locator('.xterm-rows').textContent()) ?? '';
  }

  async atPrompt(): Promise<void> {
    await expect.poll(() => this.screen(), { timeout: commandLimitMs }).toMatch(prompt);
  }

  /** One command, Enter, and the next one when the prompt is back. Lines of one command follow each other at once. */
  async type(commands: readonly string[]): Promise<void> {
    await this.#page.locator('#terminal[data-connection="open"]').click({ timeout: commandLimitMs });
    for (const command of commands) {
      await this.atPrompt();
      for (const line of command.split('\n')) await this.#enter(line);
      await expect
        .poll(() => this.screen(), { timeout: commandLimitMs })
        .not.toMatch(new RegExp(`${lastWord(command)}\\s*$`));
    }
    await this.atPrompt();
  }

  async #enter(line: string): Promise<void> {
    await this.#page.keyboard.type(line);
    await expect.poll(async () => flat(await this.screen()), { timeout: 30_000 }).toContain(flat(line));
    await this.#page.keyboard.press('Enter');
  }
}

/** A long line is broken over rows. */
const flat = (text: string) => text.replaceAll(/\s/g, '');
const lastWord = (text: string) => (text.trim().split(/\s+/).at(-1) ?? '').replaceAll(/[^\w]/g, '.');
