// SPDX-License-Identifier: BSL-1.0
#include "batches.hpp"

#include <utility>

namespace program {

batch_pool::batch_pool(unsigned threads, std::function<worker()> const& make_worker) : most_(threads * std::size_t{4})
{
    threads_.reserve(threads);
    for (unsigned i = 0; i < threads; ++i)
        threads_.emplace_back([this, work = make_worker()] { run(work); });
}

batch_pool::~batch_pool()
{
    {
        std::lock_guard const lock(mutex_);
        closing_ = true;
    }
    has_work_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void batch_pool::run(worker const& work)
{
    std::unique_lock lock(mutex_);
    for (;;) {
        has_work_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
        if (closing_) return;
        auto* const next = waiting_.front();
        waiting_.pop_front();
        lock.unlock();
        std::exception_ptr failure;
        try {
            work(next->work);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        next->failure = failure;
        next->done = true;
        has_result_.notify_one();
    }
}

void batch_pool::submit(batch work)
{
    under_way_.push_back(std::make_unique<job>());
    auto* const added = under_way_.back().get();
    added->work = std::move(work);
    {
        std::lock_guard const lock(mutex_);
        waiting_.push_back(added);
    }
    has_work_.notify_one();
}

batch batch_pool::take()
{
    auto const& oldest = under_way_.front();
    {
        std::unique_lock lock(mutex_);
        has_result_.wait(lock, [&] { return oldest->done; });
    }
    if (oldest->failure) std::rethrow_exception(oldest->failure);
    auto finished = std::move(oldest->work);
    under_way_.pop_front();
    return finished;
}

}  // namespace program
