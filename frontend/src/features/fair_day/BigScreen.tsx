import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import classes from './BigScreen.module.css'
import { BigScreenBody } from './BigScreenBody'
import { Clock } from './Clock'
import { FullScreen } from './FullScreen'
import { bigScreenQuery } from './queries'

const FEW_STALLS = 12

/** What hangs in the hall: now, next, and which stall stands where. It keeps itself up to date. */
export function BigScreen() {
  const { t } = useTranslation('fairDay')
  const { fairId } = useParams({ from: '/fairs/$fairId/screen' })
  const query = useQuery(bigScreenQuery(fairId))
  const shown = query.data
  useDocumentTitle(t('screen.name'))
  return (
    <main
      id="main"
      className={classes.screen}
      data-few={(shown && shown.stalls.length <= FEW_STALLS) || undefined}
    >
      <header className={classes.head}>
        <h1 className={classes.title}>{shown?.title ?? t('screen.name')}</h1>
        {shown && <Clock from={shown.now} at={query.dataUpdatedAt} />}
      </header>
      {shown ? (
        <BigScreenBody shown={shown} />
      ) : (
        <div className={classes.faces}>
          <Loaded query={query}>{() => null}</Loaded>
        </div>
      )}
      <footer className={classes.foot}>
        <p role="status">
          {query.isError && shown
            ? t('screen.stored')
            : shown && shown.stamps > 0 && t('screen.stamps', { count: shown.stamps })}
        </p>
        <div className={classes.acts}>
          <FullScreen />
          <Link to="/fairs/$fairId" params={{ fairId }}>
            {t('screen.back')}
          </Link>
        </div>
      </footer>
    </main>
  )
}
