export { Notices, type Notice } from './notices.js';
export { Bell } from './bell.js';
