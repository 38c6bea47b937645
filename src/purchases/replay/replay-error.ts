/** What a person who replays records can do something about: its message says what. */
export class ReplayError extends Error {}
