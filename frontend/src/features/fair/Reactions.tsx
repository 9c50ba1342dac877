import { Button } from '@mantine/core'
import { IconBookmark, IconFlask } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { meQuery } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { isRefusedWith } from '../../api/problems'
import { dateOfInstant } from '../../lib/instants'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Notice } from '../../ui/Notice'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Finding.module.css'
import { reactionsQuery } from './queries'
import { TriedForm } from './TriedForm'
import { useReact } from './useReact'

/** "I will try this", and what became of it elsewhere. */
export function Reactions({ finding }: { finding: Schema<'FairFinding'> }) {
  const { t } = useTranslation('fair')
  const { data: me } = useQuery(meQuery)
  const query = useInfiniteQuery(reactionsQuery(finding.id))
  const [telling, setTelling] = useState(false)
  const react = useReact(finding.id)
  const hasSaid = react.isSuccess || isRefusedWith(react.error, 'fair/already-reacted')
  return (
    <section>
      <h2>{t('react.heading')}</h2>
      <div className={classes.buttons}>
        {!me ? (
          <Button component={Link} to={`/sign-in?to=/fair/${finding.id}`} variant="light">
            {t('react.signIn')}
          </Button>
        ) : finding.may_react ? (
          <>
            {hasSaid ? (
              <Notice tone="done">{t('react.willDone')}</Notice>
            ) : (
              <Button
                leftSection={<IconBookmark size={18} aria-hidden />}
                loading={react.isPending}
                onClick={() => react.mutate({ kind: 'will_try', text: '' })}
              >
                {t('react.willTry')}
              </Button>
            )}
            {telling ? (
              <TriedForm findingId={finding.id} onDone={() => setTelling(false)} />
            ) : (
              <Button
                variant="default"
                leftSection={<IconFlask size={18} aria-hidden />}
                onClick={() => setTelling(true)}
              >
                {t('react.tried')}
              </Button>
            )}
            {react.error && !hasSaid && <RefusedNotice acting error={react.error} />}
          </>
        ) : (
          !finding.mine && <p className="small quiet">{t('react.cannot')}</p>
        )}
      </div>
      <p className="small quiet" style={{ margin: '0.75rem 0' }}>
        {finding.will_try > 0 ? t('react.counts', { count: finding.will_try }) : t('react.none')}
      </p>
      <Loaded query={query}>
        {data => (
          <ul className={classes.tried} aria-label={t('react.list')}>
            {itemsOf(data)
              .filter(reaction => reaction.kind === 'tried')
              .map(reaction => (
                <li key={reaction.id}>
                  <p>{reaction.text}</p>
                  <p className="smaller quiet" style={{ fontFamily: 'inherit' }}>
                    {t('react.by', { name: reaction.by_name, school: reaction.school_name })},{' '}
                    {dateOfInstant(reaction.made_at)}
                  </p>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      <LoadMore query={query} />
    </section>
  )
}
