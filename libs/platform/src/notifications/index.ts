export { Notifications, type Notification } from './notifications.js';
export { Wakeups } from './wakeups.js';
