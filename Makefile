# The same as ./dev, for those used to make.
.PHONY: example test check gate bench
example test check gate bench:
	./dev $@
