/** Projects that were open in this browser: the API lists projects to admins only, and a viewer wants them again too. */

const STORAGE_KEY = 'thenar.projects-seen';
const MAX_RECENT = 20;

export function recentProjects(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return []; // written by another program
  }
}

export function rememberProject(projectId: string): void {
  const others = recentProjects().filter((id) => id !== projectId);
  localStorage.setItem(STORAGE_KEY, JSON.stringify([projectId, ...others].slice(0, MAX_RECENT)));
}
