import type { Platform } from "../platform";
export interface FakeOptions { delay?: number }
export function optionsFromUrl(_search: string): FakeOptions { return {}; }
export function fakePlatform(_options: FakeOptions): Platform { throw new Error("being written"); }
