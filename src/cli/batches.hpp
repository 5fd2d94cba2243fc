// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_BATCHES_HPP
#define OMBUD_CLI_BATCHES_HPP

/// @file batches.hpp
/// Work on batches of lines by several threads, given back in the order in which it was handed in.

#include "case_stream.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace program {

/// Some lines of the input, and what they became.
struct batch {
    input_block input;
    std::uint64_t bytes_read = 0;  ///< of the input, up to this batch
    std::string output;
    std::uint64_t lines = 0;  ///< that are not blank
    std::uint64_t bad_lines = 0;
};

/// Threads that work on batches. Memory is bounded: at most a few batches a thread are under way.
class batch_pool {
public:
    /// What one thread does with a batch; called once per thread to make the thread's own worker.
    using worker = std::function<void(batch&)>;

    batch_pool(unsigned threads, std::function<worker()> const& make_worker);
    ~batch_pool();
    batch_pool(batch_pool const&) = delete;
    batch_pool& operator=(batch_pool const&) = delete;

    bool is_full() const noexcept { return under_way_.size() >= most_; }
    bool is_empty() const noexcept { return under_way_.empty(); }
    void submit(batch work);
    /// The oldest batch, once it is done. @pre !is_empty()
    batch take();

private:
    struct job {
        batch work;
        bool done = false;
        std::exception_ptr failure;
    };
    void run(worker const& work);

    std::size_t most_;
    std::deque<std::unique_ptr<job>> under_way_;  // INVARIANT: in the order handed in; of the caller's thread alone
    std::mutex mutex_;                            // guards what follows, and `done` and `failure` of jobs
    std::condition_variable has_work_;
    std::condition_variable has_result_;
    std::deque<job*> waiting_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace program

#endif  // OMBUD_CLI_BATCHES_HPP
