using Fulgurite.Messaging;

namespace Fulgurite.App.Host;

/// <summary>What the trigger endpoints need besides their handlers.</summary>
/// <param name="Door">Whether a request is the host's own: see <see cref="TriggerDoor"/>.</param>
/// <param name="Seal">
/// Our seal. Asked for by each message, so that the process answers the host before any secret is fetched; whoever
/// gives it keeps it. Where it throws, the message is redelivered.
/// </param>
/// <param name="Limits">How long an invocation may take.</param>
/// <param name="Clock">Measures the deadlines.</param>
internal sealed record FunctionHostOptions(
    Func<HttpContext, bool> Door,
    Func<CancellationToken, Task<MessageSeal>> Seal,
    FunctionLimits Limits,
    TimeProvider Clock);
