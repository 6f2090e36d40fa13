namespace Fulgurite.Worlds;

/// <summary>What a caller gets from a process: an answer, an error, or, when the process dies, neither.</summary>
/// <param name="Value">The answer, if there was one.</param>
/// <param name="Error">The error, if there was one.</param>
internal sealed record Answer<T>(T? Value, Exception? Error)
    where T : class
{
    /// <summary>The process died before it answered.</summary>
    public bool IsLost => Value is null && Error is null;
}
