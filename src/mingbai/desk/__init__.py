"""desk (工作台): the officers' side; one place for what waits and what each app offers."""
