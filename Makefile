# The same as ./dev, for those used to make.
.PHONY: example test check gate bench docs
example test check gate bench docs:
	./dev $@
