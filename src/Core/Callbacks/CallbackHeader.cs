namespace Fulgurite.Callbacks;

/// <summary>A request header, its name in the exact casing in which it is sent.</summary>
public readonly record struct CallbackHeader(string Name, string Value);
