import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { Refused } from '../../api/problems'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import classes from './SignIn.module.css'
import { useEnter } from './useEnter'

/** In the demonstration: each role, one click away. Elsewhere the server knows of none, and nothing is shown. */
export function DemoPeople({ to }: { to?: string }) {
  const { t } = useTranslation('identity')
  const enter = useEnter()
  const demo = useQuery({
    queryKey: ['demo'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      try {
        return await answer(api.GET('/api/demo', { signal }))
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return null
        throw error
      }
    },
  })
  const signIn = useMutation({
    mutationFn: (email: string) => answer(api.POST('/api/demo/sign-in', { body: { email } })),
    onSuccess: me => enter(me, to),
  })
  if (!demo.data) return null
  const schools = [...new Set(demo.data.people.map(person => person.school_name))]
  return (
    <Section title={t('demo.title')}>
      <p className="small quiet">{t('demo.lead')}</p>
      {signIn.error && <RefusedNotice acting error={signIn.error} />}
      {schools.map(school => (
        <div key={school}>
          <h3 className={classes.school}>{school}</h3>
          <ul className={classes.people}>
            {demo.data?.people
              .filter(person => person.school_name === school)
              .map(person => (
                <li key={person.email + person.role}>
                  <UnstyledButton
                    className={classes.person}
                    onClick={() => !signIn.isPending && signIn.mutate(person.email)}
                  >
                    <span>
                      <VisuallyHidden>{t('demo.enter')} </VisuallyHidden>
                      <span className="strong">{person.name}</span>{' '}
                      <span className="small quiet">
                        {[t(`demo.roles.${person.role}`), person.what].filter(Boolean).join(', ')}
                      </span>
                    </span>
                    <IconArrowRight size={18} aria-hidden />
                  </UnstyledButton>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}
