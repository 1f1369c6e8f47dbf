declare const brand: unique symbol

/** A value of type `T` that has passed the check named `Name`; made in one place only, by the parser that checks. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
