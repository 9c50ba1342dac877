import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ByGroup } from './ByGroup'
import { ByTeacher } from './ByTeacher'
import { Compare } from './Compare'
import { LeftOver } from './LeftOver'
import { MinutesByName } from './MinutesByName'
import classes from './Run.module.css'
import { type Go, type PlanSearch, VIEWS, type View } from './views'
import { WhoCovers } from './WhoCovers'
import { isRepair, type Plan } from './week'

type PlanViewsProps = { asked: number; plan: Plan; search: PlanSearch; onGo: Go }

/** One plan in six ways; the one that is looked at stands in the address. */
export function PlanViews({ asked, plan, search, onGo }: PlanViewsProps) {
  const { t } = useTranslation('planner')
  // Nobody repairs by hand, so there is nothing to stand beside.
  const views = VIEWS.filter(view => view !== 'compare' || !isRepair(plan))
  const shown = views.find(view => view === search.show) ?? (isRepair(plan) ? 'groups' : 'compare')
  return (
    <Tabs
      value={shown}
      keepMounted={false}
      onChange={show => show && onGo({ ...search, show: show as View })}
      classNames={{ tab: classes.tab, panel: classes.panel }}
    >
      <Tabs.List aria-label={t('done.views')} className="no-print">
        {views.map(view => (
          <Tabs.Tab key={view} value={view}>
            {t(`view.${view}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown}>{panel()}</Tabs.Panel>
    </Tabs>
  )

  function panel() {
    if (shown === 'groups') return <ByGroup plan={plan} search={search} onGo={onGo} />
    if (shown === 'teachers') return <ByTeacher plan={plan} search={search} onGo={onGo} />
    if (shown === 'cover') return <WhoCovers plan={plan} />
    if (shown === 'minutes') return <MinutesByName plan={plan} />
    if (shown === 'left') return <LeftOver plan={plan} search={search} onGo={onGo} />
    return <Compare asked={asked} plan={plan} />
  }
}
