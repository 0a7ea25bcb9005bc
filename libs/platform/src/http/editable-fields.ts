/** The fields of a noun that clients may edit, as one list: the update and the ETag follow it. */
export class EditableFields<Input extends object, Row extends object> {
  /** @param fields pairs of the API's name and the row's property */
  constructor(private readonly fields: readonly (readonly [keyof Input, keyof Row])[]) {}

  /** What an input changes of a row; fields that are left out stay as they are. */
  changes(input: Partial<Input>): Partial<Row> {
    const named = this.fields.filter(([field]) => input[field] !== undefined);
    return Object.fromEntries(named.map(([field, property]) => [property, input[field]])) as Partial<Row>;
  }

  /** The values of a row, in the order of the list; for `etagOfState`. */
  state(row: Row): unknown[] {
    return this.fields.map(([, property]) => row[property]);
  }
}
