using Fulgurite.Callbacks;

namespace Fulgurite.Worlds;

/// <summary>A callback as it reached a merchant's server.</summary>
/// <param name="At">When.</param>
/// <param name="Body">The bytes, in hex.</param>
/// <param name="Headers">What authenticates them.</param>
/// <param name="Conduct">What the server did.</param>
internal sealed record ReceivedCallback(
    DateTimeOffset At, string Body, IReadOnlyList<CallbackHeader> Headers, Conduct Conduct);
