/** What a form holds, by the names of its fields. */
export class FormValues {
  constructor(private readonly data: FormData) {}
  text(name: string): string {
    const value = this.data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  }
  /** Empty is null: the field is cleared. */
  textOrNull = (name: string): string | null => this.text(name) || null;
  /** Empty is undefined: the field is left out. */
  textIfAny = (name: string): string | undefined => this.text(name) || undefined;
  number = (name: string): number | undefined => (this.text(name) === '' ? undefined : Number(this.text(name)));
  ticked = (name: string): boolean => this.data.get(name) !== null;
  all = (name: string): string[] => this.data.getAll(name).map(String);
}
