/* The fixed parts of the HTML report. */
#ifndef TOL_TOOLS_CHECK_PAGE_H
#define TOL_TOOLS_CHECK_PAGE_H

/* Style sheet and script, to be put into the page as they are. */
extern const char check_page_style[], check_page_script[];

#endif
