using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Billing;

/// <summary>Has the world told of what became of a line of credit.</summary>
public sealed class AnnounceLine(LineReads lines, AnnounceToEnvironment announce, TimeProvider clock)
{
    /// <summary>
    /// Whoever repeats a change for a lost answer does so soon. What is older was told, or nobody wanted to know; and
    /// an endpoint that was registered since is not told what happened before it.
    /// </summary>
    private static readonly TimeSpan RepeatMax = TimeSpan.FromHours(1);

    /// <summary>
    /// Tells whether a line is disabled or enabled, after it was asked to be: once for each change, so a repeat tells
    /// nothing anew. One or two storage transactions where nobody wants to know.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be told: repeat the change.</exception>
    public async Task Execute(EnvironmentId environment, LineOfCreditId line, CancellationToken cancel)
    {
        if (await lines.Find(environment, line, cancel) is { } current
            && LineNews.Of(current) is { } news
            && clock.GetUtcNow() - news.At < RepeatMax)
        {
            await announce.Execute(environment, news, cancel);
        }
    }
}
