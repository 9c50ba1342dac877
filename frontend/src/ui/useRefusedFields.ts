import { useEffect } from 'react'
import { useTrouble } from './useTrouble'

/** Shows what the school refused beside the fields that it is about, each time another refusal comes. */
export function useRefusedFields(
  form: { setErrors: (errors: Record<string, string>) => void },
  error: unknown,
): void {
  const trouble = useTrouble(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of another refusal matters.
  useEffect(() => {
    if (error) form.setErrors(trouble(error).fields)
  }, [error])
}
