export { Notifications, type Notification } from './notifications.js';
export { firstOf, Wakeups } from './wakeups.js';
