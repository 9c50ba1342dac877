import dayjs from 'dayjs'

/** "4 Jun 2027": the day of an instant, on the reader's calendar. */
export const dateOfInstant = (instant: string): string => dayjs(instant).format('D MMM YYYY')

/** "2027". */
export const yearOfInstant = (instant: string): string => dayjs(instant).format('YYYY')
