/** Commands are plain JavaScript, so that they run before anything is built; their specs take them as they are. */
declare module '*.mjs';
